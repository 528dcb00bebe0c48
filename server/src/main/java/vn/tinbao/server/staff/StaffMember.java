package vn.tinbao.server.staff;

import java.util.Set;
import java.util.UUID;

/**
 * A person who works here. A controller method that takes one gets who is signed in.
 *
 * @param username lower case, for signing in
 * @param name as colleagues call them
 * @param agencyId the agency whose tips they may see
 */
public record StaffMember(UUID id, String username, String name, String agencyId, Set<Role> roles) {

  public StaffMember {
    roles = Set.copyOf(roles);
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }
}
