package vn.tinbao.server.proceeding;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
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

  /** Steps that may lead back to where a tip stood before. */
  static final Set<StepKind> BACK =
      Set.of(
          StepKind.TRANSFER_WITHDRAWN,
          StepKind.TRANSFER_REJECTED,
          StepKind.UNDO_MERGE,
          StepKind.UNDO_SPLIT);

  /** Steps of one tip, oldest first, and what follows from them. */
  public record History(List<TakenStep> steps) {

    /**
     * The step that led into the present state; null while it is the first one. A step back leads
     * nowhere new: the one counts that led there before.
     */
    public @Nullable TakenStep entry() {
      Deque<TakenStep> entries = new ArrayDeque<>();
      for (TakenStep step : steps) {
        TakenStep last = entries.peek();
        if (last != null && BACK.contains(step.step()) && step.to() == last.from()) {
          entries.pop();
        } else if (step.from() != step.to()) {
          entries.push(step);
        }
      }
      return entries.peek();
    }

    boolean has(StepKind kind) {
      return steps.stream().anyMatch(step -> step.step() == kind);
    }

    boolean hasOf(StepKind kind, String agencyId) {
      return steps.stream()
          .anyMatch(step -> step.step() == kind && step.agencyId().equals(agencyId));
    }

    /** Since the tip came to where it stands. */
    boolean hasHere(StepKind kind) {
      for (int i = steps.size() - 1; i >= 0 && steps.get(i).from() == steps.get(i).to(); i--) {
        if (steps.get(i).step() == kind) {
          return true;
        }
      }
      return false;
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
