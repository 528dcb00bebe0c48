package vn.tinbao.server.console;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.TipDesk;

/**
 * Chooses which words of a tip become a tip of its own.
 *
 * @param parts how many there are already
 * @param mistake key of what was wrong, null when nothing
 */
public record SplitPage(
    TipDesk.View tip, List<Piece> pieces, int parts, UUID childId, @Nullable String mistake) {

  /**
   * A sentence or line of the reporter.
   *
   * @param key message and number: the same words keep the same key, since messages never change
   */
  public record Piece(String key, String text) {

    @Override
    public String toString() {
      return "Piece[" + key + "]";
    }
  }

  /** The reporter's words in pieces, in their order. */
  static List<Piece> pieces(List<Dialogue.Line> dialogue) {
    List<Piece> pieces = new ArrayList<>();
    for (Dialogue.Line line : dialogue) {
      if (line.from() != Dialogue.From.REPORTER) {
        continue;
      }
      int number = 0;
      for (String piece : line.text().split("\n|(?<=[.!?…])\\s+")) {
        if (!piece.isBlank()) {
          pieces.add(new Piece(line.id() + "." + number, piece.strip()));
        }
        number++;
      }
    }
    return pieces;
  }

  /** The short number of the tip. */
  public String number() {
    return TipPageMaker.number(tip.id());
  }
}
