package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * What would go wrong on one day before a real report does: places and kinds of report that nobody
 * is competent for, agencies that cannot be reached or at whose desk nobody can sign in, and where
 * two are competent and only their ids decide. Agencies that nobody recorded are counted apart:
 * they exist by law, and nobody has checked them.
 *
 * @param asked how many questions of each category were put, by level of the unit
 * @param fallbacks how many of them fell back, by level of the unit
 * @param byProvince communes of which some category falls back, by province
 * @param gapUnits of how many units some category falls back
 * @param gaps the first {@link #MOST} units of which some category falls back
 * @param derivedLeads units of which some report would be led by an agency that nobody recorded
 * @param agencies how agencies of one key can be reached, by key
 * @param sameAgencies two agencies of one function, level and key at one place
 * @param sameRules two rules of equal weight for one tip with different leads
 */
public record CompetenceGaps(
    LocalDate day,
    long catalogueVersion,
    Map<UnitLevel, Integer> asked,
    Map<Category, Map<UnitLevel, Integer>> fallbacks,
    Map<String, Share> byProvince,
    int gapUnits,
    List<Gap> gaps,
    Map<UnitLevel, Integer> derivedLeads,
    Map<String, Reach> agencies,
    List<AgencyPair> sameAgencies,
    List<RulePair> sameRules) {

  /** So many units are named one by one. */
  public static final int MOST = 1_000;

  /** How an ordinary report of its kind is answered: neither urgent nor a mere suspicion. */
  private static final int ORDINARY_URGENCY = 3;

  private static final int HIGHEST_URGENCY = 5;

  private static final String STEP = "Routing every unit and category";

  /** Some of all. */
  public record Share(int some, int all) {}

  /** A unit, and what nobody is competent for there. */
  public record Gap(Unit unit, String place, Set<Category> categories) {}

  /**
   * Agencies of one key.
   *
   * @param derived how many of them nobody recorded
   * @param silent how many recorded ones have no public number
   * @param silentDerived the same of the others
   * @param unmanned at how many recorded ones nobody can sign in
   * @param unmannedDerived the same of the others
   */
  public record Reach(
      int all, int derived, int silent, int silentDerived, int unmanned, int unmannedDerived) {
    private static Reach of(Agency agency, boolean manned) {
      int derived = agency.derived() ? 1 : 0;
      int silent = agency.phone() == null ? 1 : 0;
      int unmanned = manned ? 0 : 1;
      return new Reach(
          1,
          derived,
          silent * (1 - derived),
          silent * derived,
          unmanned * (1 - derived),
          unmanned * derived);
    }

    private Reach plus(Reach other) {
      return new Reach(
          all + other.all,
          derived + other.derived,
          silent + other.silent,
          silentDerived + other.silentDerived,
          unmanned + other.unmanned,
          unmannedDerived + other.unmannedDerived);
    }
  }

  /** Two agencies for one thing: where first, and at how many places. */
  public record AgencyPair(String one, String other, String firstPlace, int units) {}

  /** Two rules for one thing. */
  public record RulePair(String one, String other, String procedure) {}

  /**
   * Puts every question to the router.
   *
   * @param manned ids of agencies with somebody at the desk who can sign in
   */
  public static CompetenceGaps find(
      CatalogueSnapshot catalogue,
      Router router,
      Set<String> manned,
      LocalDate day,
      Progress progress) {
    List<Unit> units =
        catalogue.units().stream()
            .filter(unit -> unit.standsOn(day))
            .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::code))
            .toList();
    Map<UnitLevel, Integer> asked = new EnumMap<>(UnitLevel.class);
    Map<Category, Map<UnitLevel, Integer>> fallbacks = new EnumMap<>(Category.class);
    Map<String, Share> byProvince = new TreeMap<>();
    Map<UnitLevel, Integer> derivedLeads = new EnumMap<>(UnitLevel.class);
    List<Gap> gaps = new ArrayList<>();
    int done = 0;
    int withGap = 0;
    for (Unit unit : units) {
      progress.at(STEP, done++, units.size());
      asked.merge(unit.level(), 1, Integer::sum);
      Answers answers = new Answers(router, unit, day);
      for (Category category : answers.nobody) {
        fallbacks
            .computeIfAbsent(category, c -> new EnumMap<>(UnitLevel.class))
            .merge(unit.level(), 1, Integer::sum);
      }
      if (answers.derived) {
        derivedLeads.merge(unit.level(), 1, Integer::sum);
      }
      withGap += answers.nobody.isEmpty() ? 0 : 1;
      if (!answers.nobody.isEmpty() && gaps.size() < MOST) {
        gaps.add(new Gap(unit, catalogue.fullPlace(unit, day), answers.nobody));
      }
      if (unit.level() == UnitLevel.COMMUNE) {
        byProvince.merge(
            province(catalogue, unit, day),
            new Share(answers.nobody.isEmpty() ? 0 : 1, 1),
            (a, b) -> new Share(a.some() + b.some(), a.all() + b.all()));
      }
    }
    Map<String, Reach> reach = new TreeMap<>();
    for (Agency agency : catalogue.agencies()) {
      if (agency.standsOn(day)) {
        reach.merge(
            agency.key(), Reach.of(agency, manned.contains(agency.id())), (a, b) -> a.plus(b));
      }
    }
    Overlaps overlaps = new Overlaps(catalogue, day);
    return new CompetenceGaps(
        day,
        catalogue.version(),
        asked,
        fallbacks,
        byProvince,
        withGap,
        List.copyOf(gaps),
        derivedLeads,
        reach,
        overlaps.ofAgencies(units).stream()
            .map(
                pair ->
                    new AgencyPair(
                        pair.one().id(),
                        pair.other().id(),
                        catalogue.fullPlace(pair.first(), day),
                        pair.units()))
            .toList(),
        overlaps.ofRules().stream()
            .map(pair -> new RulePair(pair.one().id(), pair.other().id(), pair.one().procedure()))
            .toList());
  }

  /** What the router says of one place: each category, and a crossing within hours. */
  private static final class Answers {
    private final Set<Category> nobody = new TreeSet<>();
    private boolean derived;

    Answers(Router router, Unit unit, LocalDate day) {
      for (Category category : Category.values()) {
        if (category != Category.UNRELATED) {
          ask(router, question(unit, category, ORDINARY_URGENCY, day), category);
        }
      }
      ask(router, question(unit, Category.LURE_ABROAD, HIGHEST_URGENCY, day), Category.LURE_ABROAD);
    }

    private void ask(Router router, RoutingQuestion question, Category category) {
      RoutingDecision decision = router.route(question);
      derived |= decision.derived();
      if (decision.fallback()) {
        nobody.add(category);
      }
    }
  }

  private static RoutingQuestion question(
      Unit unit, Category category, int urgency, LocalDate day) {
    Kind kind =
        switch (category) {
          case SUPPORT_REQUEST -> Kind.HELP;
          case ADVICE -> Kind.ADVICE;
          case UNRELATED -> Kind.UNRELATED;
          case FORCED_LABOUR,
              ONLINE_SCAM_LABOUR,
              SEXUAL_EXPLOITATION,
              FORCED_MARRIAGE,
              ORGAN_REMOVAL,
              SURROGACY_OR_INFANT,
              FORCED_BEGGING,
              FISHING_VESSEL,
              LURE_ABROAD,
              MISSING_PERSON,
              CHILD,
              OTHER_CRIME ->
              Kind.REPORT;
        };
    boolean abroad = category == Category.LURE_ABROAD || category == Category.ONLINE_SCAM_LABOUR;
    return new RoutingQuestion(
        unit.id(),
        null,
        kind,
        List.of(category),
        urgency,
        category == Category.CHILD,
        abroad,
        false,
        day);
  }

  private static String province(CatalogueSnapshot catalogue, Unit unit, LocalDate day) {
    List<Unit> chain = catalogue.withAncestors(unit, day);
    Unit top = chain.get(chain.size() - 1);
    return top.code() + " " + top.fullName();
  }

  /** How many questions fell back in all. */
  public int count() {
    return fallbacks.values().stream()
        .flatMap(levels -> levels.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** The first 50 pairs: more nobody reads. */
  public List<AgencyPair> firstSameAgencies() {
    return sameAgencies.subList(0, Math.min(sameAgencies.size(), 50));
  }

  /** How agencies of all keys can be reached. */
  public Reach reach() {
    return agencies.values().stream().reduce(new Reach(0, 0, 0, 0, 0, 0), Reach::plus);
  }

  /**
   * Days on which something in the catalogue begins or ends, from the first to the last of these.
   */
  public static List<LocalDate> daysOfChange(
      CatalogueSnapshot catalogue, LocalDate first, LocalDate last) {
    Set<LocalDate> days = new HashSet<>();
    days.add(first);
    catalogue.units().forEach(unit -> add(days, unit.validFrom(), unit.validTo()));
    catalogue.agencies().forEach(agency -> add(days, agency.validFrom(), agency.validTo()));
    catalogue.rules().forEach(rule -> add(days, rule.validFrom(), rule.validTo()));
    return days.stream()
        .filter(day -> !day.isBefore(first) && !day.isAfter(last))
        .sorted()
        .toList();
  }

  private static void add(Set<LocalDate> days, LocalDate from, @Nullable LocalDate to) {
    days.add(from);
    if (to != null) {
      days.add(to);
    }
  }
}
