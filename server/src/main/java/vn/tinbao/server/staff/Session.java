package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running session.
 *
 * @param passwordOnce the person must choose a password before anything else
 * @param device what the person may know it by: the phone's name, or browser and system
 * @param newDevice the last sign-in of the same person elsewhere, on a device not known before,
 *     that nobody has said to have seen; null when there is none
 */
record Session(
    UUID id,
    SessionKind kind,
    StaffMember member,
    boolean passwordOnce,
    @Nullable String device,
    Instant createdAt,
    Instant lastUsedAt,
    Instant expiresAt,
    @Nullable NewDevice newDevice) {

  /** A device that was not known. */
  record NewDevice(@Nullable String device, Instant at) {}
}
