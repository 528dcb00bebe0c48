package vn.tinbao.server.campaign.print;

import io.nayuki.qrcodegen.QrCode;
import java.io.Closeable;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.print.SheetFonts.Weight;
import vn.tinbao.server.campaign.print.UnprintableException.Why;

/**
 * Draws on one page. Lengths are hundredths of the page's shorter side, so that the same drawing
 * fits every size; x goes right and y goes down from the upper left corner of the trimmed page.
 */
final class SheetPen implements Closeable {
  private static final float POINTS_A_MM = 72 / 25.4f;

  /** What is printed beyond the edge, because no knife cuts exactly. */
  private static final float BLEED = 3 * POINTS_A_MM;

  private static final float MARK = 5 * POINTS_A_MM;
  private static final float HAIR = 0.25f;
  private static final float HUNDRED = 100;

  /** How far the control points of a quarter circle lie from its ends. */
  private static final float ROUND = 0.5523f;

  /** Sizes between largest and smallest that are tried. */
  private static final int TRIES = 14;

  private static final int QUIET = 4;

  /** Of the diagonal, at most. */
  private static final float MARK_SHARE = 0.8f;

  /** From the middle of a capital to its foot, at the size 1. */
  private static final float MARK_DROP = 0.36f;

  private static final float MARK_ALPHA = 0.45f;

  private final SheetFonts fonts;
  private final PDPageContentStream out;
  private final float trimWidth;
  private final float trimHeight;
  private final float edge;
  private final float unit;
  private final boolean press;

  private SheetPen(
      PDDocument pdf, SheetFonts fonts, float trimWidth, float trimHeight, boolean press)
      throws IOException {
    this.fonts = fonts;
    this.trimWidth = trimWidth;
    this.trimHeight = trimHeight;
    this.press = press;
    this.edge = press ? BLEED + MARK : 0;
    this.unit = Math.min(trimWidth, trimHeight) / HUNDRED;
    PDRectangle media = new PDRectangle(trimWidth + 2 * edge, trimHeight + 2 * edge);
    PDPage page = new PDPage(media);
    PDRectangle trim = new PDRectangle(edge, edge, trimWidth, trimHeight);
    float bleed = press ? BLEED : 0;
    page.setTrimBox(trim);
    page.setBleedBox(
        new PDRectangle(edge - bleed, edge - bleed, trimWidth + 2 * bleed, trimHeight + 2 * bleed));
    pdf.addPage(page);
    this.out = new PDPageContentStream(pdf, page);
    if (press) {
      marks();
    }
    // What a drawing lets run over the edge ends at the bleed.
    out.addRect(edge - bleed, edge - bleed, trimWidth + 2 * bleed, trimHeight + 2 * bleed);
    out.clip();
  }

  /** A sheet of paper; for the press with bleed, crop marks and inks. */
  static SheetPen sheet(PDDocument pdf, SheetFonts fonts, SheetSize size, boolean press)
      throws IOException {
    return new SheetPen(pdf, fonts, size.width() * POINTS_A_MM, size.height() * POINTS_A_MM, press);
  }

  /** A picture: a point is a pixel. */
  static SheetPen picture(PDDocument pdf, SheetFonts fonts, PictureShape shape) throws IOException {
    return new SheetPen(pdf, fonts, shape.width(), shape.height(), false);
  }

  float width() {
    return trimWidth / unit;
  }

  float height() {
    return trimHeight / unit;
  }

  /** Lines at which the knife cuts, outside of the bleed, in all inks. */
  private void marks() throws IOException {
    out.setStrokingColor(1f, 1f, 1f, 1f);
    out.setLineWidth(HAIR);
    float right = edge + trimWidth;
    float top = edge + trimHeight;
    for (float y : new float[] {edge, top}) {
      stroke(0, y, MARK, y);
      stroke(right + BLEED, y, right + BLEED + MARK, y);
    }
    for (float x : new float[] {edge, right}) {
      stroke(x, 0, x, MARK);
      stroke(x, top + BLEED, x, top + BLEED + MARK);
    }
  }

  private void stroke(float x1, float y1, float x2, float y2) throws IOException {
    out.moveTo(x1, y1);
    out.lineTo(x2, y2);
    out.stroke();
  }

  private float x(float x) {
    return edge + x * unit;
  }

  private float y(float y) {
    return edge + trimHeight - y * unit;
  }

  private void fill(Paint paint) throws IOException {
    if (press) {
      float[] inks = paint.inks();
      out.setNonStrokingColor(inks[0], inks[1], inks[2], inks[3]);
    } else {
      out.setNonStrokingColor(paint.red(), paint.green(), paint.blue());
    }
  }

  /** The whole page and its bleed. */
  void ground(Paint paint) throws IOException {
    float far = BLEED / unit + 1;
    box(-far, -far, width() + 2 * far, height() + 2 * far, paint);
  }

  /** From edge to edge, with the bleed at both sides and, when it begins at 0, above. */
  void band(float top, float high, Paint paint) throws IOException {
    float far = BLEED / unit + 1;
    float from = top <= 0 ? -far : top;
    float to = top + high >= height() ? height() + far : top + high;
    box(-far, from, width() + 2 * far, to - from, paint);
  }

  void box(float left, float top, float wide, float high, Paint paint) throws IOException {
    fill(paint);
    out.addRect(x(left), y(top + high), wide * unit, high * unit);
    out.fill();
  }

  void polygon(Paint paint, float... corners) throws IOException {
    fill(paint);
    out.moveTo(x(corners[0]), y(corners[1]));
    for (int i = 2; i < corners.length; i += 2) {
      out.lineTo(x(corners[i]), y(corners[i + 1]));
    }
    out.closePath();
    out.fill();
  }

  void round(float left, float top, float wide, float high, float radius, Paint paint)
      throws IOException {
    fill(paint);
    rounded(left, top, wide, high, radius);
    out.fill();
  }

  void circle(float midX, float midY, float radius, Paint paint) throws IOException {
    round(midX - radius, midY - radius, 2 * radius, 2 * radius, radius, paint);
  }

  void ring(float midX, float midY, float radius, float thick, Paint paint) throws IOException {
    fill(paint);
    rounded(midX - radius, midY - radius, 2 * radius, 2 * radius, radius);
    float inner = radius - thick;
    rounded(midX - inner, midY - inner, 2 * inner, 2 * inner, inner);
    out.fillEvenOdd();
  }

  private void rounded(float left, float top, float wide, float high, float radius)
      throws IOException {
    float x1 = x(left);
    float x2 = x(left + wide);
    float y1 = y(top + high);
    float y2 = y(top);
    float r = radius * unit;
    float c = r * (1 - ROUND);
    out.moveTo(x1 + r, y1);
    out.lineTo(x2 - r, y1);
    out.curveTo(x2 - c, y1, x2, y1 + c, x2, y1 + r);
    out.lineTo(x2, y2 - r);
    out.curveTo(x2, y2 - c, x2 - c, y2, x2 - r, y2);
    out.lineTo(x1 + r, y2);
    out.curveTo(x1 + c, y2, x1, y2 - c, x1, y2 - r);
    out.lineTo(x1, y1 + r);
    out.curveTo(x1, y1 + c, x1 + c, y1, x1 + r, y1);
    out.closePath();
  }

  /** A QR code (ISO/IEC 18004) that a quarter of may be dirty, with its quiet zone. */
  void qr(String text, float left, float top, float side) throws IOException {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.QUARTILE);
    float module = side / (code.size + 2 * QUIET);
    box(left, top, side, side, Paint.WHITE);
    fill(Paint.BLACK);
    for (int row = 0; row < code.size; row++) {
      int column = 0;
      while (column < code.size) {
        int from = column;
        while (column < code.size && code.getModule(column, row)) {
          column++;
        }
        if (column > from) {
          float at = left + (from + QUIET) * module;
          float down = top + (row + QUIET + 1) * module;
          out.addRect(x(at), y(down), (column - from) * module * unit, module * unit);
        }
        column++;
      }
    }
    out.fill();
  }

  /** What a text looks like. */
  record Type(Weight weight, float leading, boolean even) {
    static final Type HEADLINE = new Type(Weight.BOLD, 1.12f, true);
    static final Type STRONG = new Type(Weight.STRONG, 1.28f, true);
    static final Type TEXT = new Type(Weight.REGULAR, 1.38f, false);
  }

  /**
   * The text in the largest size that fits into a box.
   *
   * @throws UnprintableException when it does not in the smallest
   */
  Setting fit(String text, Type type, float wide, float high, float most, float least) {
    for (int i = 0; i <= TRIES; i++) {
      float size = most - (most - least) * i / TRIES;
      Setting set = set(text, type, size, wide);
      if (set != null && set.height() <= high) {
        return set;
      }
    }
    throw tooLong(text);
  }

  /** The text in this size; null when a word is wider than a line. */
  @Nullable Setting set(String text, Type type, float size, float wide) {
    return Setting.of(
        fonts.face(type.weight(), text), text, size, wide, type.leading(), type.even());
  }

  static UnprintableException tooLong(String text) {
    int most = 40;
    return new UnprintableException(
        Why.TOO_LONG, text.length() <= most ? text : text.substring(0, most) + "…");
  }

  /** Draws a text with the upper edge of its ink at {@code top}; gives back its lower edge. */
  float write(Setting text, float left, float top, Paint paint) throws IOException {
    return write(text, left, top, 0, 0, paint);
  }

  /** The same in the middle of {@code wide}. */
  float centred(Setting text, float left, float top, float wide, Paint paint) throws IOException {
    return write(text, left, top, wide, 0.5f, paint);
  }

  private float write(Setting text, float left, float top, float wide, float share, Paint paint)
      throws IOException {
    fill(paint);
    out.beginText();
    out.setFont(text.face().font(), text.size() * unit);
    float atX = 0;
    float atY = 0;
    for (int i = 0; i < text.lines().size(); i++) {
      String line = text.lines().get(i);
      float indent = share == 0 ? 0 : (wide - text.face().width(line) * text.size()) * share;
      float toX = x(left + indent);
      float toY = y(top + text.baselines().get(i));
      out.newLineAtOffset(toX - atX, toY - atY);
      out.showText(line);
      atX = toX;
      atY = toY;
    }
    out.endText();
    return top + text.height();
  }

  /** A word across the whole page, from the lower left to the upper right, to be seen through. */
  void mark(String text, Paint paint) throws IOException {
    SheetFonts.Face face = fonts.face(Weight.BOLD, text);
    double angle = Math.atan2(trimHeight, trimWidth);
    float length = (float) Math.hypot(trimWidth, trimHeight) * MARK_SHARE;
    float size = Math.min(length / face.width(text), Math.min(trimWidth, trimHeight) / 4);
    double half = face.width(text) * size / 2;
    double drop = size * MARK_DROP;
    double fromX = edge + trimWidth / 2 - half * Math.cos(angle) + drop * Math.sin(angle);
    double fromY = edge + trimHeight / 2 - half * Math.sin(angle) - drop * Math.cos(angle);
    out.saveGraphicsState();
    PDExtendedGraphicsState through = new PDExtendedGraphicsState();
    through.setNonStrokingAlphaConstant(MARK_ALPHA);
    out.setGraphicsStateParameters(through);
    fill(paint);
    out.beginText();
    out.setFont(face.font(), size);
    out.setTextMatrix(Matrix.getRotateInstance(angle, (float) fromX, (float) fromY));
    out.showText(text);
    out.endText();
    out.restoreGraphicsState();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
