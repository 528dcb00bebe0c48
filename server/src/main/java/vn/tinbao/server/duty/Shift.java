package vn.tinbao.server.duty;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody's time at the desk.
 *
 * @param id UUIDv7 of the form that made it
 * @param startsAt first moment
 * @param endsAt the first moment that is no more of it
 */
public record Shift(
    UUID id, UUID staffId, DutyRole role, Wakes wakes, Instant startsAt, Instant endsAt) {

  /** Whether it runs at this moment. */
  public boolean covers(Instant at) {
    return !at.isBefore(startsAt) && at.isBefore(endsAt);
  }
}
