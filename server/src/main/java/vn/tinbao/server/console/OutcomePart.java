package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.proceeding.CaseOutcome;
import vn.tinbao.server.proceeding.OutcomeRules;

/**
 * The part of a tip's page about what became of the case.
 *
 * @param mayReport whether the viewer may write something down now
 * @param kinds what the form offers, with the articles of the criminal code
 * @param reporters agencies on whose word the viewer may write
 * @param agencies ids to names of those that are named
 */
public record OutcomePart(
    UUID tipId,
    List<CaseOutcome> outcomes,
    boolean mayReport,
    List<OutcomeRules.Rule> kinds,
    List<String> articles,
    List<Agency> reporters,
    Map<String, String> agencies,
    Map<UUID, String> names,
    LocalDate today) {

  /** Whether there is anything to show. */
  public boolean shown() {
    return mayReport || !outcomes.isEmpty();
  }

  /** Id of an outcome that a form of this page may make. */
  public UUID freshId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  public String agency(String id) {
    return agencies.getOrDefault(id, id);
  }

  public String name(UUID id) {
    return names.getOrDefault(id, "");
  }

  @Override
  public String toString() {
    return "OutcomePart[" + tipId + "]";
  }
}
