package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agency found when it looked at the risk in its place.
 *
 * @param counts what was counted; what was not is not there
 * @param note opened; causes and conditions, may name places and people
 */
public record RiskSurvey(
    UUID id,
    String agencyId,
    String unitCode,
    LocalDate surveyedOn,
    Risk risk,
    Map<SurveyCount, Integer> counts,
    @Nullable String note,
    UUID writtenBy) {

  /** How the agency judges it. */
  public enum Risk {
    LOW,
    MEDIUM,
    HIGH
  }

  /** Copies. */
  public RiskSurvey {
    counts = Map.copyOf(counts);
  }

  /** Nothing that people typed. */
  @Override
  public String toString() {
    return "RiskSurvey[" + id + ", " + surveyedOn + "]";
  }
}
