package vn.tinbao.server.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a plan that is not in force yet.
 *
 * @param version the number it will have
 * @param agencyId whose draft it is
 * @param text its document
 * @param revision rises with every change
 * @param submittedBy null while it is a draft
 */
public record PlanDraft(
    String planId,
    int version,
    DraftState state,
    String agencyId,
    String text,
    int revision,
    UUID madeBy,
    @Nullable UUID submittedBy) {

  /** What the document says. */
  public Plan plan() {
    return PlanFile.read(planId, text, key -> true).plan();
  }
}
