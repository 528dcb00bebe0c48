package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.RiskSurvey;

/**
 * Surveys of local risk of the viewer's agency, and the form for one.
 *
 * @param mistake a message key, null when nothing is wrong
 * @param typed what was typed, by the name of its field, given back after a mistake
 */
public record SurveyPage(
    String agency,
    List<RiskSurvey> surveys,
    UUID formId,
    LocalDate today,
    @Nullable String mistake,
    Map<String, String> typed) {

  /** What was typed in a field. */
  public String typed(String field, String otherwise) {
    return typed.getOrDefault(field, otherwise);
  }
}
