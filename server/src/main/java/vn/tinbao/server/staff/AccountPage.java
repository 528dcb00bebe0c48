package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of the own account.
 *
 * @param hasPassword whether there is a password to change; else the identity provider signs in
 */
public record AccountPage(
    StaffMember member, String agency, boolean hasPassword, UUID current, List<Line> sessions) {

  /**
   * One device that is signed in.
   *
   * @param device what the person may know it by, null when unknown
   * @param phone whether it is the app on a phone, and not a browser
   * @param fresh whether its sign-in was told as one on a new device and nobody has seen that
   */
  public record Line(
      UUID id,
      boolean phone,
      @Nullable String device,
      Instant since,
      Instant lastUsed,
      boolean fresh) {}

  /** Whether there is any other session than the one in use. */
  public boolean others() {
    return sessions.stream().anyMatch(line -> !line.id().equals(current));
  }
}
