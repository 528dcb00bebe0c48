package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.LegalCourse;

/** The state of a tip follows its lead: offered, accepted, rejected, led anew. */
@Singleton
class StepsOfTransfers implements LegalCourse {
  private final Proceedings proceedings;
  private final StepRows rows;

  StepsOfTransfers(Proceedings proceedings, StepRows rows) {
    this.proceedings = proceedings;
    this.rows = rows;
  }

  @Override
  public boolean allows(UUID tipId, Turn turn) {
    return proceedings.follows(tipId, step(turn));
  }

  @Override
  public void turned(UUID tipId, Turn turn, @Nullable UUID by) {
    var unused = proceedings.follow(tipId, step(turn), by);
  }

  @Override
  public boolean ledTo(UUID tipId, String state) {
    List<TakenStep> steps = rows.history(tipId).steps();
    return !steps.isEmpty() && steps.get(steps.size() - 1).to().name().equals(state);
  }

  private static StepKind step(Turn turn) {
    return switch (turn) {
      case OFFERED -> StepKind.TRANSFER_OFFERED;
      case ACCEPTED -> StepKind.TRANSFER_ACCEPTED;
      case REJECTED -> StepKind.TRANSFER_REJECTED;
      case WITHDRAWN -> StepKind.TRANSFER_WITHDRAWN;
      case LED_ANEW -> StepKind.LEAD_CHANGED;
    };
  }
}
