package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * Places and kinds of report that nobody is competent for on one day, and agencies that cannot be
 * reached: what falls to a standing agency, or arrives nowhere, before a real report does.
 *
 * @param asked how many questions of each category were put, by level of the unit
 * @param fallbacks how many of them fell back, by level of the unit
 * @param byProvince communes of which some category falls back, by province
 * @param agencies agencies that stand on the day
 * @param withoutContact how many of them have no public number, by key
 */
public record CompetenceGaps(
    LocalDate day,
    long catalogueVersion,
    Map<UnitLevel, Integer> asked,
    Map<Category, Map<UnitLevel, Integer>> fallbacks,
    Map<String, Share> byProvince,
    int agencies,
    Map<String, Integer> withoutContact) {

  /** How an ordinary report of its kind is answered: neither urgent nor a mere suspicion. */
  private static final int ORDINARY_URGENCY = 3;

  private static final String STEP = "Routing every unit and category";

  /** Some of all. */
  public record Share(int some, int all) {}

  /** Puts every question to the router. */
  public static CompetenceGaps find(
      CatalogueSnapshot catalogue, Router router, LocalDate day, Progress progress) {
    List<Unit> units = catalogue.units().stream().filter(unit -> unit.standsOn(day)).toList();
    Map<UnitLevel, Integer> asked = new EnumMap<>(UnitLevel.class);
    Map<Category, Map<UnitLevel, Integer>> fallbacks = new EnumMap<>(Category.class);
    Map<String, Share> byProvince = new TreeMap<>();
    int done = 0;
    for (Unit unit : units) {
      progress.at(STEP, done++, units.size());
      asked.merge(unit.level(), 1, Integer::sum);
      boolean gap = false;
      for (Category category : Category.values()) {
        if (category != Category.UNRELATED && fallsBack(router, unit, category, day)) {
          gap = true;
          fallbacks
              .computeIfAbsent(category, c -> new EnumMap<>(UnitLevel.class))
              .merge(unit.level(), 1, Integer::sum);
        }
      }
      if (unit.level() == UnitLevel.COMMUNE) {
        int some = gap ? 1 : 0;
        byProvince.merge(
            province(catalogue, unit, day),
            new Share(some, 1),
            (a, b) -> new Share(a.some() + b.some(), a.all() + b.all()));
      }
    }
    Map<String, Integer> withoutContact = new TreeMap<>();
    int agencies = 0;
    for (Agency agency : catalogue.agencies()) {
      if (agency.standsOn(day)) {
        agencies++;
        if (agency.phone() == null) {
          withoutContact.merge(agency.key(), 1, Integer::sum);
        }
      }
    }
    return new CompetenceGaps(
        day, catalogue.version(), asked, fallbacks, byProvince, agencies, withoutContact);
  }

  private static boolean fallsBack(Router router, Unit unit, Category category, LocalDate day) {
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
    return router
        .route(
            new RoutingQuestion(
                unit.id(),
                null,
                kind,
                List.of(category),
                ORDINARY_URGENCY,
                category == Category.CHILD,
                abroad,
                false,
                day))
        .fallback();
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
}
