package vn.tinbao.server.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.Reforms;
import vn.tinbao.server.tip.TipMoves;

/**
 * Tips that the catalogue of today would give to others.
 *
 * @param waiting tips of agencies that are no more, for which the viewer may choose
 * @param moves what the rules of today would send elsewhere and the viewer may confirm
 * @param byHand the same, where a person decided: shown only
 * @param all how many of both there are
 * @param moved how many were moved just now, null when nothing was confirmed
 * @param otherwise how many of the confirmed ones would go elsewhere by now and stayed
 */
public record MovesPage(
    List<Reforms.Waiting> waiting,
    List<TipMoves.Move> moves,
    List<TipMoves.Move> byHand,
    int all,
    @Nullable Integer moved,
    int otherwise,
    boolean wrongHeir,
    Moments moments) {

  /** Value of a checkbox: the tip, and where its reader saw that it would go. */
  public static String value(TipMoves.Move move) {
    return move.tip().id() + "~" + move.toAgencyId();
  }

  /** Whether there is nothing to do and nothing to know. */
  public boolean empty() {
    return waiting.isEmpty() && moves.isEmpty() && byHand.isEmpty();
  }
}
