package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;

/**
 * Routing by the dated competence rules of one catalogue snapshot.
 *
 * <p>The rules of the tip's procedure are tried, the weightiest first; the first whose lead is an
 * agency of that place and day decides. Where no rule finds one, the standing agency of the
 * smallest known unit leads and the decision is marked.
 */
public final class RuleRouter implements Router {
  /** The weightiest first: priority, then how much a rule narrows itself down, then its id. */
  private static final Comparator<CompetenceRule> WEIGHTIEST_FIRST =
      Comparator.comparingInt((CompetenceRule rule) -> -rule.priority())
          .thenComparingInt(rule -> -narrowness(rule))
          .thenComparing(CompetenceRule::id);

  private static final String FORWARD = "FORWARD";

  private final CatalogueSnapshot snapshot;
  private final List<CompetenceRule> rules;
  private final String rulesVersion;
  private final List<Agency> central;

  public RuleRouter(CatalogueSnapshot snapshot) {
    this.snapshot = snapshot;
    this.rules = snapshot.rules().stream().sorted(WEIGHTIEST_FIRST).toList();
    this.rulesVersion = RulesVersion.of(snapshot);
    this.central =
        snapshot.agencies().stream().filter(a -> a.level() == AgencyLevel.CENTRAL).toList();
  }

  @Override
  public RoutingDecision route(RoutingQuestion question) {
    if (snapshot.agencies().isEmpty()) {
      throw new NoAgencyException();
    }
    LocalDate day = question.day();
    TodaysPlace place = TodaysPlace.of(snapshot, question.unitId(), day);
    TodaysPlace hotline = TodaysPlace.of(snapshot, question.hotlineUnitId(), day);
    Procedure procedure = Procedure.of(question);
    // A crime is the matter of the place where it happens; who asks can be helped where he called.
    boolean atHotline = place.unit() == null && !procedure.isCrime();
    TodaysPlace where = atHotline ? hotline : place;
    CompetenceRule forward = procedure.isCrime() ? forwardRule(question, where) : null;
    RoutingReasons reasons = new RoutingReasons(snapshot, question, place, where, forward);
    for (Procedure tried : procedure.inOrder()) {
      for (CompetenceRule rule : rules) {
        if (rule.procedure().equals(tried.name()) && matches(rule, question, where)) {
          Agency lead = first(rule.lead(), where.unit(), day);
          if (lead != null) {
            return decided(rule, lead, question, where, place, procedure, reasons);
          }
        }
      }
    }
    return fallback(question, place, hotline, procedure, reasons);
  }

  private RoutingDecision decided(
      CompetenceRule rule,
      Agency lead,
      RoutingQuestion question,
      TodaysPlace where,
      TodaysPlace place,
      Procedure procedure,
      RoutingReasons reasons) {
    Set<String> supporting = new LinkedHashSet<>();
    CompetenceRule forChild = childRule(question, where);
    if (forChild != null) {
      addSupporting(forChild, where, question.day(), supporting);
    }
    addSupporting(rule, where, question.day(), supporting);
    supporting.remove(lead.id());
    DeadlineProfile profile = procedure.profile(question);
    return new RoutingDecision(
        lead.id(),
        List.copyOf(supporting),
        rule.id(),
        false,
        place.unit() == null ? null : place.unit().id(),
        reasons.of(rule, forChild, lead, supporting),
        snapshot.version(),
        rulesVersion,
        profile,
        LinesToTell.of(snapshot, where.unit(), question, profile),
        lead.derived());
  }

  /** The rule by which the agency that received the report must hand it on, null when none does. */
  private @Nullable CompetenceRule forwardRule(RoutingQuestion question, TodaysPlace where) {
    Agency receiver = snapshot.agency(question.receivedBy()).orElse(null);
    if (receiver == null) {
      return null;
    }
    return rules.stream()
        .filter(rule -> rule.procedure().equals(FORWARD))
        .filter(rule -> rule.receivers().stream().anyMatch(wanted -> wanted.matches(receiver)))
        .filter(rule -> matches(rule, question, where))
        .findFirst()
        .orElse(null);
  }

  private @Nullable CompetenceRule childRule(RoutingQuestion question, TodaysPlace where) {
    if (!Procedure.endangersChild(question)) {
      return null;
    }
    return rules.stream()
        .filter(rule -> rule.procedure().equals(Procedure.CHILD_IN_DANGER.name()))
        .filter(rule -> matches(rule, question, where))
        .findFirst()
        .orElse(null);
  }

  private void addSupporting(
      CompetenceRule rule, TodaysPlace where, LocalDate day, Set<String> supporting) {
    Unit unit = where.unit();
    if (unit == null) {
      return;
    }
    for (CompetenceRule.Wanted wanted : rule.supporting()) {
      Agency agency = find(wanted, unit, day);
      if (agency != null) {
        supporting.add(agency.id());
      }
    }
  }

  private boolean matches(CompetenceRule rule, RoutingQuestion question, TodaysPlace where) {
    LocalDate day = question.day();
    int urgency = question.immediateDanger() ? 5 : question.urgency();
    boolean inForce =
        !day.isBefore(rule.validFrom()) && (rule.validTo() == null || day.isBefore(rule.validTo()));
    return inForce
        && urgency >= rule.minUrgency()
        && (rule.crossBorder() == null || rule.crossBorder() == question.crossBorder())
        && (rule.unitLevel() == null
            || (where.unit() != null && rule.unitLevel() == where.unit().level()))
        && (rule.categories().isEmpty()
            || question.categories().stream().anyMatch(c -> rule.categories().contains(c.name())))
        && (rule.unitIds().isEmpty()
            || where.chain(snapshot, day).stream().anyMatch(rule.unitIds()::contains));
  }

  private @Nullable Agency first(
      List<CompetenceRule.Wanted> wanted, @Nullable Unit unit, LocalDate day) {
    for (CompetenceRule.Wanted one : wanted) {
      Agency agency = find(one, unit, day);
      if (agency != null) {
        return agency;
      }
    }
    return null;
  }

  /**
   * The wanted agency with the smallest territory around the unit; where no unit is known, only one
   * of the whole country can be meant.
   */
  private @Nullable Agency find(CompetenceRule.Wanted wanted, @Nullable Unit unit, LocalDate day) {
    for (Agency agency : unit == null ? central : snapshot.agenciesFor(unit, day)) {
      if (wanted.matches(agency) && agency.standsOn(day)) {
        return agency;
      }
    }
    return null;
  }

  private RoutingDecision fallback(
      RoutingQuestion question,
      TodaysPlace place,
      TodaysPlace hotline,
      Procedure procedure,
      RoutingReasons reasons) {
    LocalDate day = question.day();
    Agency lead =
        standingOf(place.unit(), day)
            .or(() -> standingOf(hotline.unit(), day))
            .or(() -> snapshot.nationalStanding(day))
            .orElseGet(() -> anyAgency(day));
    DeadlineProfile profile = procedure.profile(question);
    Unit near = place.unit() == null ? hotline.unit() : place.unit();
    return new RoutingDecision(
        lead.id(),
        List.of(),
        null,
        true,
        place.unit() == null ? null : place.unit().id(),
        reasons.ofFallback(procedure, lead),
        snapshot.version(),
        rulesVersion,
        profile,
        LinesToTell.of(snapshot, near, question, profile),
        lead.derived());
  }

  /** The standing agency of the unit or of the nearest unit above it that has one. */
  private Optional<Agency> standingOf(@Nullable Unit unit, LocalDate day) {
    return unit == null
        ? Optional.empty()
        : snapshot.agenciesFor(unit, day).stream()
            .filter(agency -> agency.standing() && agency.level() != AgencyLevel.CENTRAL)
            .findFirst();
  }

  /** A catalogue without a national agency: someone must still have the tip. */
  private Agency anyAgency(LocalDate day) {
    List<Agency> all = new ArrayList<>(snapshot.agencies());
    all.sort(
        Comparator.comparing((Agency agency) -> !agency.standsOn(day))
            .thenComparing(agency -> !agency.standing())
            .thenComparing(Agency::level)
            .thenComparing(Agency::id));
    return all.get(0);
  }

  static int narrowness(CompetenceRule rule) {
    return (rule.unitIds().isEmpty() ? 0 : 4)
        + (rule.categories().isEmpty() ? 0 : 2)
        + (rule.crossBorder() == null ? 0 : 1)
        + (rule.unitLevel() == null ? 0 : 1)
        + (rule.minUrgency() > 1 ? 1 : 0);
  }
}
