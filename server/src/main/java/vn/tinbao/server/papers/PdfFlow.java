package vn.tinbao.server.papers;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/**
 * Pages one after the other: where the pen is, when a new page begins, what each gets in its
 * margin. Points, from the bottom left corner.
 */
final class PdfFlow implements Closeable {
  private static final COSName ARTIFACT = COSName.ARTIFACT;
  private static final float THIN = 0.6f;
  private static final float DOT = 0.9f;
  private static final float DOT_EVERY = 3;
  private static final int ROUND = 1;
  private static final int BUTT = 0;
  private static final float THOUSAND = 1000;

  /** A line is not stretched when its blanks would grow by more than this, in font sizes. */
  private static final float WIDEST_BLANK = 1;

  private final PDDocument pdf;
  private final PdfFonts fonts;
  private final PdfTags tags;
  private final PDRectangle size;
  private PDPage page;
  private PDPageContentStream out;
  private float y;
  private int pages;

  PdfFlow(PDDocument pdf, PdfFonts fonts, PdfTags tags, boolean landscape) throws IOException {
    this.pdf = pdf;
    this.fonts = fonts;
    this.tags = tags;
    this.size =
        landscape
            ? new PDRectangle(Decree30.PAGE_LONG, Decree30.PAGE_SHORT)
            : new PDRectangle(Decree30.PAGE_SHORT, Decree30.PAGE_LONG);
    this.page = new PDPage(size);
    this.out = begin();
  }

  float left() {
    return Decree30.LEFT;
  }

  float width() {
    return size.getWidth() - Decree30.LEFT - Decree30.RIGHT;
  }

  /** The upper edge of what is drawn next. */
  float y() {
    return y;
  }

  void moveTo(float height) {
    y = height;
  }

  void down(float by) {
    y -= by;
  }

  /** What is left of the page. */
  float room() {
    return y - Decree30.BOTTOM;
  }

  /** The height of an empty page. */
  float wholePage() {
    return size.getHeight() - Decree30.TOP - Decree30.BOTTOM;
  }

  /** Begins a new page unless this much fits, or would not fit on an empty one either. */
  void need(float height) throws IOException {
    if (room() < height && y < size.getHeight() - Decree30.TOP) {
      turn();
    }
  }

  void turn() throws IOException {
    out.close();
    page = new PDPage(size);
    out = begin();
  }

  /**
   * Draws a line of text with its upper edge at {@code top}.
   *
   * @param part whose text it is; null for what is no part of the document (page numbers)
   * @param stretchTo how wide it is to become by wider blanks; its own width for not at all
   */
  void text(
      @Nullable PDStructureElement part,
      PdfFonts.Line line,
      PdfFonts.Type type,
      float x,
      float top,
      float stretchTo)
      throws IOException {
    if (line.text().isEmpty()) {
      return;
    }
    if (part == null) {
      out.beginMarkedContent(ARTIFACT);
    } else {
      out.beginMarkedContent(COSName.getPDFName(part.getStructureType()), tags.mark(page, part));
    }
    out.beginText();
    out.setFont(fonts.font(type.face()), type.size());
    out.newLineAtOffset(x + line.indent(), top - type.size());
    long blanks = line.text().chars().filter(sign -> sign == ' ').count();
    float each = blanks == 0 ? 0 : (stretchTo - line.indent() - line.width()) / blanks;
    // A blank at the end keeps the words of two lines apart when the text is read out.
    String shown = line.ends() ? line.text() : line.text() + " ";
    if (each <= 0 || each > WIDEST_BLANK * type.size()) {
      out.showText(shown);
    } else {
      out.showTextWithPositioning(pieces(shown, -each * THOUSAND / type.size()));
    }
    out.endText();
    out.endMarkedContent();
  }

  private static Object[] pieces(String text, float afterBlank) {
    List<Object> pieces = new ArrayList<>();
    int from = 0;
    for (int blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', from)) {
      pieces.add(text.substring(from, blank + 1));
      pieces.add(afterBlank);
      from = blank + 1;
    }
    if (from < text.length()) {
      pieces.add(text.substring(from));
    }
    return pieces.toArray();
  }

  /** A thin line. */
  void line(float x1, float y1, float x2, float y2) throws IOException {
    out.beginMarkedContent(ARTIFACT);
    out.setLineCapStyle(BUTT);
    out.setLineWidth(THIN);
    out.setLineDashPattern(new float[] {}, 0);
    stroke(x1, y1, x2, y2);
    out.endMarkedContent();
  }

  /** A dotted line for the pen. */
  void dots(float x1, float x2, float height) throws IOException {
    if (x2 - x1 < DOT_EVERY) {
      return;
    }
    out.beginMarkedContent(ARTIFACT);
    out.setLineCapStyle(ROUND);
    out.setLineWidth(DOT);
    out.setLineDashPattern(new float[] {0, DOT_EVERY}, 0);
    stroke(x1, height, x2, height);
    out.endMarkedContent();
  }

  private void stroke(float x1, float y1, float x2, float y2) throws IOException {
    out.moveTo(x1, y1);
    out.lineTo(x2, y2);
    out.stroke();
  }

  private PDPageContentStream begin() throws IOException {
    pdf.addPage(page);
    tags.page(page);
    pages++;
    y = size.getHeight() - Decree30.TOP;
    out = new PDPageContentStream(pdf, page);
    if (pages > 1) {
      PdfFonts.Type type = new PdfFonts.Type(PdfFonts.Face.REGULAR, Decree30.PAGE_NUMBER_SIZE);
      String number = Integer.toString(pages);
      float wide = fonts.width(number, type);
      text(
          null,
          new PdfFonts.Line(number, wide, 0, true),
          type,
          left() + (width() - wide) / 2,
          size.getHeight() - Decree30.PAGE_NUMBER_FROM_TOP + type.size() / 2,
          wide);
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
