package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * A running session.
 *
 * @param passwordOnce the person must choose a password before anything else
 */
record Session(
    UUID id, SessionKind kind, StaffMember member, boolean passwordOnce, Instant expiresAt) {}
