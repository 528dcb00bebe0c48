package vn.tinbao.server.staff;

import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.tinbao.server.web.Visitor;

/** A running session, in the words of Micronaut Security and of the pages. */
final class StaffAuthentication implements Authentication, Visitor {
  private static final long serialVersionUID = 1L;

  private final transient Session session;

  StaffAuthentication(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  /** Without roles until a password given by another person has been replaced. */
  @Override
  public Collection<String> getRoles() {
    return session.passwordOnce()
        ? List.of()
        : session.member().roles().stream().map(Role::name).toList();
  }

  @Override
  public boolean hasRole(String role) {
    return getRoles().contains(role);
  }

  @Override
  public boolean may(String action) {
    return may(Action.valueOf(action));
  }

  /** Nothing until a password given by another person has been replaced. */
  boolean may(Action action) {
    return !session.passwordOnce() && Permissions.may(session.member(), action);
  }

  @Override
  public String displayName() {
    return session.member().name();
  }

  @Override
  public Optional<Elsewhere> elsewhere() {
    return Optional.ofNullable(session.newDevice())
        .map(device -> new Elsewhere(device.device(), device.at()));
  }

  @Override
  public String getName() {
    return session.member().id().toString();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
