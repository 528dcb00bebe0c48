package vn.tinbao.server.bench.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.routing.Router;
import vn.tinbao.server.routing.RuleRouter;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understanding;

/** Lets the program of today read labelled messages. */
public final class Judge {
  private final CatalogueSnapshot snapshot;
  private final Understanding understanding;
  private final Router router;

  /** Understanding and routing by this catalogue. */
  public Judge(CatalogueSnapshot snapshot) {
    this.snapshot = snapshot;
    this.understanding = new LexiconUnderstanding(snapshot, Lexicon.builtIn());
    this.router = new RuleRouter(snapshot);
  }

  /** Of the rules and the lexicon that judge. */
  String version() {
    return understanding.version();
  }

  /** Reads all of them. */
  public Scorecard judge(Collection<Labelled> labelled) {
    List<Judged> judged = new ArrayList<>(labelled.size());
    for (Labelled label : labelled) {
      RoutedText routed =
          RoutedText.of(label.text(), label.at(), hotline(label), snapshot, understanding, router);
      judged.add(new Judged(label, routed, snapshot));
    }
    return new Scorecard(judged);
  }

  private @Nullable Long hotline(Labelled label) {
    String code = label.hotline();
    if (code == null) {
      return null;
    }
    return snapshot.unitsByCode(code).stream()
        .filter(unit -> !unit.validFrom().isAfter(label.at()))
        .max(
            Comparator.comparing((Unit unit) -> unit.standsOn(label.at()))
                .thenComparing(Unit::level)
                .thenComparing(Unit::validFrom))
        .map(Unit::id)
        .orElse(null);
  }
}
