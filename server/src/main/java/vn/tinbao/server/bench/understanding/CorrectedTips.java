package vn.tinbao.server.bench.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.tip.CorrectionExample;
import vn.tinbao.server.tip.TipCorrections;

/** What staff corrected, as labelled messages. */
final class CorrectedTips {
  private CorrectedTips() {}

  static List<Labelled> read(TipCorrections corrections, CatalogueSnapshot snapshot) {
    List<Labelled> all = new ArrayList<>();
    corrections.examples((id, example) -> all.add(labelled(id, example, snapshot)));
    return List.copyOf(all);
  }

  private static Labelled labelled(UUID id, CorrectionExample example, CatalogueSnapshot snapshot) {
    return new Labelled(
        "correction " + id,
        example.text(),
        snapshot.unit(example.hotlineUnitId()).map(Unit::code).orElse(null),
        example.day(),
        example.right().kind(),
        example.right().categories(),
        example.right().urgency(),
        example.right().child(),
        null,
        false,
        place(example, snapshot),
        null,
        List.of(example.understood().version()));
  }

  /** Null when the right unit did not stand on the day of receipt: then nothing can be said. */
  private static Labelled.@Nullable Place place(
      CorrectionExample example, CatalogueSnapshot snapshot) {
    Unit unit = snapshot.unit(example.right().unitId()).orElse(null);
    if (unit == null) {
      return new Labelled.Place(Labelled.State.UNKNOWN, List.of());
    }
    return unit.standsOn(example.day())
        ? new Labelled.Place(Labelled.State.DECIDED, List.of(unit.code()))
        : null;
  }
}
