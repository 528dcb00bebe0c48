package vn.tinbao.server.proceeding;

import java.util.List;
import java.util.Set;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.understanding.Category;

/**
 * When a step that is open is the one that comes next: its button is the biggest.
 *
 * @param lead whose lead
 * @param of only for tips that are nothing but these; empty: any
 * @param notOf for no tip that is nothing but these
 * @param unless not once one of these was taken since the tip came to where it stands
 * @param after then for any lead, whatever else is said here
 */
public record MainButton(
    LeadKind lead,
    Set<Category> of,
    Set<Category> notOf,
    Set<StepKind> unless,
    Set<StepKind> after) {

  /** Whether it comes next on a tip of these categories that this agency leads. */
  boolean fits(Agency agency, List<Category> categories, TakenStep.History history) {
    if (after.stream().anyMatch(history::hasHere)) {
      return true;
    }
    return lead.fits(agency)
        && (of.isEmpty() || isOnly(categories, of))
        && !isOnly(categories, notOf)
        && unless.stream().noneMatch(history::hasHere);
  }

  private static boolean isOnly(List<Category> categories, Set<Category> these) {
    return !categories.isEmpty() && these.containsAll(categories);
  }
}
