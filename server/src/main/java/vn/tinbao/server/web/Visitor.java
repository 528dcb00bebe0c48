package vn.tinbao.server.web;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, as far as a page needs to know. Room {@code staff} gives it as the principal of
 * the request.
 */
public interface Visitor extends Principal {

  /** The name to greet with. */
  String displayName();

  /**
   * The last sign-in of the same person on a device not known before, as long as nobody has said to
   * have seen it: every page tells of it.
   */
  default Optional<Elsewhere> elsewhere() {
    return Optional.empty();
  }

  /**
   * A sign-in elsewhere.
   *
   * @param device browser and system or the phone's name, null when unknown
   */
  record Elsewhere(@Nullable String device, Instant at) {}

  /**
   * Whether the person may do this at all.
   *
   * @param action name of an action of room {@code staff}, e.g. {@code TIP_QUEUE}
   * @throws IllegalArgumentException when there is no such action
   */
  boolean may(String action);

  /** Whether the person has this role, e.g. {@code DUTY_OFFICER}. */
  boolean hasRole(String role);
}
