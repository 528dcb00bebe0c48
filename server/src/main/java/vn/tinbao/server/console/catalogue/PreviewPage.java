package vn.tinbao.server.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;
import vn.tinbao.server.console.MarkedText;
import vn.tinbao.server.routing.RoutedText;
import vn.tinbao.server.understanding.Understood;

/**
 * Where a text would go on a day.
 *
 * @param text as it was typed
 * @param hotline unit whose line it would reach, as it was typed
 * @param choices units to choose from when the typed one is not clear
 * @param error what is wrong with what was typed, null when nothing is
 * @param result null before anything was tried
 */
public record PreviewPage(
    String text,
    AskedDay at,
    String hotline,
    List<UnitSearch.Hit> choices,
    @Nullable String error,
    @Nullable Result result) {

  /**
   * What came out.
   *
   * @param places in the order of their rank
   * @param supporting in order of need
   */
  public record Result(
      RoutedText routed,
      MarkedText words,
      List<Place> places,
      @Nullable Unit hotline,
      @Nullable Agency lead,
      List<Agency> supporting) {

    @Override
    public String toString() {
      return "Result[…]";
    }
  }

  /**
   * A place that was read.
   *
   * @param name with all above it, on its last day
   * @param now the units of the day where it is
   */
  public record Place(Understood.Place place, @Nullable Unit unit, String name, List<Unit> now) {}

  @Override
  public String toString() {
    return "PreviewPage[…]";
  }
}
