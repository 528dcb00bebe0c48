package vn.tinbao.server.portal;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.web.Ui;

/** The numbers that pages show: verified ones that are in use today, and no others. */
@Singleton
public final class Lines {
  private final Catalogue catalogue;
  private final Clock clock;

  Lines(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Numbers of one territory.
   *
   * @param place full name; empty for the whole country
   */
  public record Territory(String place, List<Hotline> lines) {}

  /** Whom to call in danger: first the line for danger to life, then the one for trafficking. */
  public List<Hotline> danger() {
    List<Hotline> national = catalogue.now().hotlinesFor(null, today());
    List<Hotline> found = new ArrayList<>();
    for (String purpose : List.of("IMMEDIATE_DANGER", "TRAFFICKING")) {
      national.stream()
          .filter(line -> line.purposes().contains(purpose))
          .filter(line -> !found.contains(line))
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }

  /** All of a day: the whole country's first, then territory by territory. */
  public List<Territory> all(LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    List<Territory> all = new ArrayList<>();
    all.add(new Territory("", snapshot.hotlinesFor(null, day)));
    Map<String, List<Hotline>> local = new TreeMap<>();
    for (Hotline line : snapshot.hotlines()) {
      if (line.unitId() != null && line.verified() && line.standsOn(day)) {
        local.computeIfAbsent(place(snapshot, line), p -> new ArrayList<>()).add(line);
      }
    }
    local.forEach((place, lines) -> all.add(new Territory(place, lines)));
    return all;
  }

  /**
   * Those for a place on a day: its own and of those above it, nearest first, then the country's.
   */
  public List<Territory> of(Unit unit, LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    Map<String, List<Hotline>> nearest = new LinkedHashMap<>();
    for (Hotline line : snapshot.hotlinesFor(unit, day)) {
      nearest
          .computeIfAbsent(
              line.unitId() == null ? "" : place(snapshot, line), p -> new ArrayList<>())
          .add(line);
    }
    List<Territory> all = new ArrayList<>();
    nearest.forEach((place, lines) -> all.add(new Territory(place, lines)));
    return all;
  }

  private static String place(CatalogueSnapshot snapshot, Hotline line) {
    return snapshot.unit(line.unitId()).map(snapshot::fullPlace).orElse(line.owner());
  }

  /** What a telephone dials. */
  public static String dial(String number) {
    return "tel:" + number.replaceAll("[^0-9+]", "");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
  }
}
