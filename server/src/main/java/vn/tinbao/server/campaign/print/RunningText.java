package vn.tinbao.server.campaign.print;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.campaign.print.SheetPen.Type;

/**
 * Paragraphs and points below each other in their order, all in one size: the largest that fits
 * into their box.
 */
final class RunningText {
  private static final float PARAGRAPH_GAP = 0.75f;
  private static final float POINT_GAP = 0.6f;
  private static final float INDENT = 1.5f;
  private static final float BULLET = 0.32f;
  private static final float BULLET_RISE = 0.3f;
  private static final int TRIES = 20;

  private final List<Piece> pieces;
  private final float height;

  private record Piece(Setting set, boolean point, float top) {}

  private RunningText(List<Piece> pieces, float height) {
    this.pieces = pieces;
    this.height = height;
  }

  /**
   * Sets it.
   *
   * @throws UnprintableException when it does not fit in the smallest size
   */
  static RunningText fit(
      SheetPen pen, List<Sheet.Piece> text, float wide, float high, float most, float least) {
    for (int i = 0; i <= TRIES; i++) {
      float size = most - (most - least) * i / TRIES;
      Optional<RunningText> set = set(pen, text, wide, size);
      if (set.isPresent() && set.get().height <= high) {
        return set.get();
      }
    }
    throw SheetPen.tooLong(text.get(0).text());
  }

  private static Optional<RunningText> set(
      SheetPen pen, List<Sheet.Piece> text, float wide, float size) {
    List<Piece> pieces = new ArrayList<>();
    float at = 0;
    for (Sheet.Piece piece : text) {
      boolean point = piece.point();
      Setting set = pen.set(piece.text(), Type.TEXT, size, point ? wide - INDENT * size : wide);
      if (set == null) {
        return Optional.empty();
      }
      at += pieces.isEmpty() ? 0 : (point ? POINT_GAP : PARAGRAPH_GAP) * size;
      pieces.add(new Piece(set, point, at));
      at += set.height();
    }
    return Optional.of(new RunningText(pieces, at));
  }

  float height() {
    return height;
  }

  /** Draws it; gives back its lower edge. */
  float write(SheetPen pen, float left, float top, Paint paint, Paint bullet) throws IOException {
    for (Piece piece : pieces) {
      float size = piece.set().size();
      if (piece.point()) {
        float line = top + piece.top() + piece.set().baselines().get(0);
        pen.circle(left + BULLET * size, line - BULLET_RISE * size, BULLET * size, bullet);
        pen.write(piece.set(), left + INDENT * size, top + piece.top(), paint);
      } else {
        pen.write(piece.set(), left, top + piece.top(), paint);
      }
    }
    return top + height;
  }
}
