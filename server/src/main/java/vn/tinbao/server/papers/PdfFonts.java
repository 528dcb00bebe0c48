package vn.tinbao.server.papers;

import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Liberation Serif in one document: as wide as Times New Roman, embedded as far as it is used.
 * Breaks texts into lines; a sign that the font lacks becomes {@code □}.
 */
final class PdfFonts {
  private static final int MISSING = '□';
  private static final float THOUSAND = 1000;

  private final PDDocument document;
  private final Map<Face, Loaded> loaded = new EnumMap<>(Face.class);
  private boolean lacking;

  PdfFonts(PDDocument document) {
    this.document = document;
  }

  /** A face of the family. */
  enum Face {
    REGULAR("Regular"),
    BOLD("Bold"),
    ITALIC("Italic"),
    BOLD_ITALIC("BoldItalic");

    private final String file;

    Face(String file) {
      this.file = file;
    }
  }

  /** A face at a size in points. */
  record Type(Face face, float size) {

    /** From one line of text to the next. */
    float leading() {
      return size * Decree30.LINE;
    }
  }

  /**
   * One line of text.
   *
   * @param width in points
   * @param indent how far it is moved to the right
   * @param ends whether a paragraph ends here, so that it is not stretched
   */
  record Line(String text, float width, float indent, boolean ends) {}

  private record Loaded(
      PDType0Font font, TrueTypeFont file, CmapLookup signs, Map<Integer, Float> widths) {

    boolean has(int sign) {
      return signs.getGlyphId(sign) != 0;
    }

    /** In thousandths of the size. */
    float width(int sign) {
      return widths.computeIfAbsent(sign, this::measure);
    }

    private float measure(int sign) {
      try {
        return file.getAdvanceWidth(signs.getGlyphId(sign)) * THOUSAND / file.getUnitsPerEm();
      } catch (IOException e) {
        throw new IllegalStateException("The embedded font cannot be read", e);
      }
    }
  }

  /** Whether a sign was replaced since the document was begun. */
  boolean lacking() {
    return lacking;
  }

  PDType0Font font(Face face) {
    return loaded(face).font();
  }

  /** In points, of a text that {@link #covered} gave back. */
  float width(String text, Type type) {
    Loaded face = loaded(type.face());
    float sum = 0;
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      sum += face.width(text.codePointAt(at));
    }
    return sum * type.size() / THOUSAND;
  }

  /** The text with {@code □} for what this face cannot draw. */
  String covered(String text, Face face) {
    Loaded font = loaded(face);
    if (text.codePoints().allMatch(sign -> font.has(sign) || sign == '\n')) {
      return text;
    }
    lacking = true;
    StringBuilder covered = new StringBuilder(text.length());
    text.codePoints()
        .map(sign -> font.has(sign) || sign == '\n' ? sign : MISSING)
        .forEach(covered::appendCodePoint);
    return covered.toString();
  }

  /**
   * The lines of a text that may be {@code width} points wide. Words longer than a line are broken
   * where it ends. Work and memory grow with the length of the text only.
   *
   * @param indent of the first line of each paragraph
   */
  List<Line> lines(String text, Type type, float width, float indent) {
    List<Line> lines = new ArrayList<>();
    for (String paragraph : PrintableText.lines(text)) {
      new Filling(type, width, lines).paragraph(covered(paragraph, type.face()), indent);
    }
    return lines;
  }

  /** Fills lines with words. */
  private final class Filling {
    private final Type type;
    private final float width;
    private final List<Line> lines;
    private final float space;
    private StringBuilder text = new StringBuilder();
    private float filled;
    private float indent;

    Filling(Type type, float width, List<Line> lines) {
      this.type = type;
      this.width = width;
      this.lines = lines;
      this.space = PdfFonts.this.width(" ", type);
    }

    void paragraph(String words, float firstIndent) {
      indent = firstIndent;
      int from = 0;
      while (from < words.length()) {
        int to = words.indexOf(' ', from);
        to = to < 0 ? words.length() : to;
        if (to > from) {
          word(words.substring(from, to));
        }
        from = to + 1;
      }
      end(true);
    }

    private void word(String word) {
      float wide = PdfFonts.this.width(word, type);
      float gap = text.isEmpty() ? 0 : space;
      if (indent + filled + gap + wide <= width) {
        text.append(gap > 0 ? " " : "").append(word);
        filled += gap + wide;
        return;
      }
      if (!text.isEmpty()) {
        end(false);
        word(word);
        return;
      }
      broken(word);
    }

    /** A word that is longer than a line. */
    private void broken(String word) {
      int at = 0;
      while (at < word.length()) {
        int next = word.offsetByCodePoints(at, 1);
        String sign = word.substring(at, next);
        float wide = PdfFonts.this.width(sign, type);
        if (!text.isEmpty() && indent + filled + wide > width) {
          end(false);
        }
        text.append(sign);
        filled += wide;
        at = next;
      }
    }

    private void end(boolean ends) {
      lines.add(new Line(visual(text.toString()), filled, indent, ends));
      text = new StringBuilder();
      filled = 0;
      indent = 0;
    }
  }

  /** A line as it is drawn from left to right: letters written from the right are turned. */
  private static String visual(String line) {
    if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
      return line;
    }
    Bidi bidi = new Bidi(line, Bidi.DIRECTION_LEFT_TO_RIGHT);
    int count = bidi.getRunCount();
    byte[] levels = new byte[count];
    Object[] runs = new Object[count];
    for (int run = 0; run < count; run++) {
      levels[run] = (byte) bidi.getRunLevel(run);
      String piece = line.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      runs[run] = levels[run] % 2 == 0 ? piece : new StringBuilder(piece).reverse().toString();
    }
    Bidi.reorderVisually(levels, 0, runs, 0, count);
    StringBuilder turned = new StringBuilder(line.length());
    for (Object run : runs) {
      turned.append(run);
    }
    return turned.toString();
  }

  private Loaded loaded(Face face) {
    return loaded.computeIfAbsent(face, this::load);
  }

  private Loaded load(Face face) {
    String name = "/liberation/LiberationSerif-" + face.file + ".ttf";
    try (InputStream in =
        Objects.requireNonNull(
            PdfFonts.class.getResourceAsStream(name), name + " is missing from the program")) {
      TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in));
      // Ligatures would be drawn with other widths than were measured.
      file.setEnableGsub(false);
      return new Loaded(
          PDType0Font.load(document, file, true),
          file,
          file.getUnicodeCmapLookup(),
          new HashMap<>());
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
