package vn.tinbao.server.console.plan;

import java.util.List;
import vn.tinbao.server.plan.Plan;

/**
 * The plans that touch a year.
 *
 * @param imports whether the viewer may import one
 */
public record PlanListPage(int year, List<Line> plans, boolean imports) {

  /**
   * One plan.
   *
   * @param place its unit, as on its first day
   * @param tasks those given to somebody
   * @param done those of which all that is due is done
   * @param begun those that somebody touched
   */
  public record Line(Plan plan, String place, int tasks, int done, int begun) {}
}
