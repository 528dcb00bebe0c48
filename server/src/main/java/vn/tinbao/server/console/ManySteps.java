package vn.tinbao.server.console;

import vn.tinbao.server.proceeding.StepField;
import vn.tinbao.server.proceeding.StepRule;

/** Which legal steps may be taken for several tips by one form. */
final class ManySteps {
  private ManySteps() {}

  /**
   * Steps of routine only: a decision about a report (BLTTHS art. 147.1), and what names another
   * report, is taken on the report's own page, after somebody read it.
   */
  static boolean fits(StepRule rule) {
    return rule.page() == StepRule.Page.FORM
        && rule.role() != StepRule.Who.HOUSE
        && !rule.decision()
        && rule.fields().stream().noneMatch(field -> field.kind() == StepField.Kind.TIP);
  }
}
