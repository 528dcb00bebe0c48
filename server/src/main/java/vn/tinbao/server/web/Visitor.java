package vn.tinbao.server.web;

import java.security.Principal;

/**
 * Who is signed in, as far as a page needs to know. Room {@code staff} gives it as the principal of
 * the request.
 */
public interface Visitor extends Principal {

  /** The name to greet with. */
  String displayName();

  /** Whether the person has this role, e.g. {@code DUTY_OFFICER}. */
  boolean hasRole(String role);
}
