package vn.tinbao.server.console.catalogue;

import java.util.List;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipMoves;
import vn.tinbao.server.web.Ui;

/**
 * What the catalogue of a day would move, in numbers.
 *
 * @param ended what agencies that are no more would leave behind
 * @param today whether the day is today, so that it can be done
 */
public record FlowsPage(
    AskedDay at, List<TipMoves.Flow> flows, Reforms.Outcome ended, boolean today) {

  /** Fewer than this are not told apart: a number so small points at somebody's report. */
  private static final int FEWEST_TOLD = 5;

  /** A number of tips as it may be shown. */
  public static String count(Ui ui, int tips) {
    return tips > 0 && tips < FEWEST_TOLD
        ? ui.t("moves.few", FEWEST_TOLD)
        : ui.t("moves.number", tips);
  }
}
