package vn.tinbao.server.assignment;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import vn.tinbao.server.push.AwaitedAnswer;

/** Tells room {@code push} that an offer still waits for its officer's yes or no. */
@Singleton
final class OffersAwaited implements AwaitedAnswer {
  private final AssignmentRows rows;
  private final Clock clock;

  OffersAwaited(AssignmentRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public String topic() {
    return "assignment";
  }

  @Override
  public boolean waits(UUID staffId, UUID ref) {
    return rows.byId(ref)
        .filter(row -> row.officerId().equals(staffId))
        .filter(row -> row.state() == AssignmentState.OFFERED)
        .filter(row -> row.answerBy().isAfter(clock.instant()))
        .isPresent();
  }
}
