package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Understanding;
import vn.tinbao.server.understanding.Understood;

/**
 * Where a text would go as a tip of which nothing but the words is known: understood, then routed,
 * nothing stored.
 *
 * @param day on which it is sent
 * @param placeDecided the unit of that day that was decided on, null when a person must choose or
 *     no place is known
 * @param ambiguous whether a person must choose among places
 */
public record RoutedText(
    LocalDate day,
    Understood understood,
    RoutingDecision decision,
    @Nullable Unit placeDecided,
    boolean ambiguous) {

  /**
   * Reads and routes.
   *
   * @param hotlineUnitId unit whose line received it, null when nationwide
   * @throws NoAgencyException when the catalogue knows no agency at all
   */
  public static RoutedText of(
      String text,
      LocalDate day,
      @Nullable Long hotlineUnitId,
      CatalogueSnapshot snapshot,
      Understanding understanding,
      Router router) {
    Understood understood = understanding.understand(text, day, hotlineUnitId);
    RoutingDecision decision =
        router.route(
            RoutingQuestion.of(
                understood,
                PlaceInDoubt.unitToRouteBy(understood, snapshot, day).orElse(null),
                hotlineUnitId,
                day));
    Unit decided = snapshot.unit(understood.placeDecided()).orElse(null);
    Unit today = null;
    boolean split = false;
    if (decided != null) {
      List<Unit> current = snapshot.currentOf(decided, day);
      today = current.size() == 1 ? current.get(0) : null;
      split = current.size() > 1;
    }
    return new RoutedText(day, understood, decision, today, understood.ambiguous() || split);
  }
}
