package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a keeper of accounts sees of one.
 *
 * @param enrolled whether the person has a way to sign in
 * @param subject who the person is to the identity provider, null when signing in here
 * @param invitedUntil until when a code opens, null when there is none
 * @param sessions how many devices are signed in
 * @param reset what waits for a second person, null when nothing does
 */
public record StaffLine(
    StaffMember member,
    boolean active,
    boolean enrolled,
    @Nullable String subject,
    @Nullable Instant invitedUntil,
    int sessions,
    Instant createdAt,
    @Nullable Reset reset) {

  /** Asked by one person, to be confirmed by another. */
  public record Reset(
      UUID id,
      boolean password,
      boolean factor,
      UUID requestedBy,
      String requester,
      Instant requestedAt,
      Instant until) {}
}
