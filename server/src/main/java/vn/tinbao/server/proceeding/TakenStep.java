package vn.tinbao.server.proceeding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step as it was taken.
 *
 * @param n 1, 2, … within the tip
 * @param agencyId who led the tip then
 * @param staffId who wrote it down, null when it followed from another act
 * @param happenedAt when it was done; never after {@code at}, when it was written down
 */
public record TakenStep(
    UUID id,
    int n,
    StepKind step,
    TipState from,
    TipState to,
    String agencyId,
    @Nullable UUID staffId,
    Instant happenedAt,
    Instant at) {

  /** Steps of one tip, oldest first, and what follows from them. */
  public record History(List<TakenStep> steps) {

    /** The step that led into the present state; null while it is the first one. */
    public @Nullable TakenStep entry() {
      for (int i = steps.size() - 1; i >= 0; i--) {
        if (steps.get(i).from() != steps.get(i).to()) {
          return steps.get(i);
        }
      }
      return null;
    }

    boolean has(StepKind kind) {
      return steps.stream().anyMatch(step -> step.step() == kind);
    }

    boolean hasOf(StepKind kind, String agencyId) {
      return steps.stream()
          .anyMatch(step -> step.step() == kind && step.agencyId().equals(agencyId));
    }

    /** Since the tip was last resumed, or since the beginning. */
    boolean hasInCourse(StepKind kind) {
      for (int i = steps.size() - 1; i >= 0; i--) {
        if (steps.get(i).step() == kind) {
          return true;
        }
        if (steps.get(i).step() == StepKind.RESUME) {
          return false;
        }
      }
      return false;
    }
  }
}
