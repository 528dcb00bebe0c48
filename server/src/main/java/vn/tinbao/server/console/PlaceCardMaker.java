package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.BorderCommunes;
import vn.tinbao.server.catalogue.BorderDistance;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitOutlines;
import vn.tinbao.server.console.catalogue.UnitMap;
import vn.tinbao.server.console.catalogue.UnitMapMaker;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.ToldPlace;

/** Finds where the place of an opened tip lies. */
@Singleton
final class PlaceCardMaker {
  private final Catalogue catalogue;
  private final UnitOutlines outlines;
  private final BorderCommunes border;
  private final BorderDistance distance;

  PlaceCardMaker(
      Catalogue catalogue, UnitOutlines outlines, BorderCommunes border, BorderDistance distance) {
    this.catalogue = catalogue;
    this.outlines = outlines;
    this.border = border;
    this.distance = distance;
  }

  /** What the reporter said of the place apart from the story; null when they did not. */
  @Nullable GivenPlace given(TipDesk.View tip) {
    ToldPlace told = tip.told();
    if (told == null) {
      return null;
    }
    Double lat = told.lat();
    Double lon = told.lon();
    if (lat == null || lon == null) {
      return new GivenPlace(told.text(), null, null, 0);
    }
    LocalDate day = LegalTime.day(tip.receivedAt());
    CatalogueSnapshot snapshot = catalogue.now();
    Optional<UnitOutlines.Near> near = outlines.communeAt(lat, lon, day);
    return new GivenPlace(
        told.text(),
        String.format(Locale.ROOT, "%.6f, %.6f", lat, lon),
        near.flatMap(commune -> snapshot.unit(commune.unitId()))
            .map(unit -> snapshot.fullPlace(unit, day))
            .orElse(null),
        near.map(UnitOutlines.Near::metres).orElse(0L));
  }

  PlaceCard of(TipDesk.View tip) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate day = LegalTime.day(tip.receivedAt());
    Optional<Unit> unit = snapshot.unit(tip.unitId());
    if (unit.isEmpty()) {
      return new PlaceCard(List.of(), day, null, Map.of(), null);
    }
    List<Unit> path = snapshot.withAncestors(unit.get(), day);
    UnitMap map = UnitMapMaker.of(outlines.around(unit.get(), day), snapshot).orElse(null);
    List<Long> asked = new ArrayList<>(List.of(unit.get().id()));
    if (map != null) {
      map.neighbours().forEach(beside -> asked.add(beside.unit().id()));
    }
    return new PlaceCard(
        path, day, map, border.across(asked), distance.of(unit.get(), day).orElse(null));
  }
}
