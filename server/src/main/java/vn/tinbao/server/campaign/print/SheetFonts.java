package vn.tinbao.server.campaign.print;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import vn.tinbao.server.campaign.print.UnprintableException.Why;

/**
 * The typefaces of one document, embedded as far as they are used: Be Vietnam Pro, and Liberation
 * Sans for a whole text that has a letter the other lacks (both SIL OFL 1.1). Measures by the ink
 * itself, so that Ể under Ợ touches nothing.
 */
final class SheetFonts {

  private final PDDocument document;
  private final Map<Weight, Face> own = new EnumMap<>(Weight.class);
  private final Map<Weight, Face> other = new EnumMap<>(Weight.class);

  SheetFonts(PDDocument document) {
    this.document = document;
  }

  /** How strong. */
  enum Weight {
    REGULAR("400", "Regular"),
    STRONG("600", "Bold"),
    BOLD("700", "Bold");

    private final String own;
    private final String other;

    Weight(String own, String other) {
      this.own = own;
      this.other = other;
    }
  }

  /** A face that draws a given text. */
  static final class Face {
    private final PDType0Font font;
    private final TrueTypeFont file;
    private final CmapLookup signs;
    private final float unit;
    private final Map<Integer, Glyph> glyphs = new HashMap<>();

    private Face(PDType0Font font, TrueTypeFont file) throws IOException {
      this.font = font;
      this.file = file;
      this.signs = file.getUnicodeCmapLookup();
      this.unit = file.getUnitsPerEm();
    }

    /** Of the size 1. */
    private record Glyph(float width, float above, float below) {}

    PDType0Font font() {
      return font;
    }

    private int lacks(String text) {
      return text.codePoints().filter(sign -> signs.getGlyphId(sign) == 0).findFirst().orElse(-1);
    }

    /** Of the size 1. */
    float width(String text) {
      float sum = 0;
      for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
        sum += glyph(text.codePointAt(at)).width();
      }
      return sum;
    }

    /** How far the ink reaches above the line it stands on, at the size 1. */
    float above(String text) {
      return (float) text.codePoints().mapToDouble(sign -> glyph(sign).above()).max().orElse(0);
    }

    /** How far below it. */
    float below(String text) {
      return (float) text.codePoints().mapToDouble(sign -> glyph(sign).below()).max().orElse(0);
    }

    private Glyph glyph(int sign) {
      return glyphs.computeIfAbsent(sign, this::measure);
    }

    private Glyph measure(int sign) {
      try {
        int id = signs.getGlyphId(sign);
        GlyphData data = file.getGlyph().getGlyph(id);
        return new Glyph(
            file.getAdvanceWidth(id) / unit,
            data == null ? 0 : data.getYMaximum() / unit,
            data == null ? 0 : -data.getYMinimum() / unit);
      } catch (IOException e) {
        throw new IllegalStateException("An embedded font cannot be read", e);
      }
    }
  }

  /**
   * The face for a text.
   *
   * @throws UnprintableException when no face has all its letters
   */
  Face face(Weight weight, String text) {
    Face first =
        own.computeIfAbsent(weight, w -> load("/campaign/be-vietnam-pro-" + w.own + ".ttf"));
    if (first.lacks(text) < 0) {
      return first;
    }
    Face second =
        other.computeIfAbsent(weight, w -> load("/liberation/LiberationSans-" + w.other + ".ttf"));
    int sign = second.lacks(text);
    if (sign < 0) {
      return second;
    }
    throw new UnprintableException(Why.SIGN, Character.toString(sign));
  }

  private Face load(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            SheetFonts.class.getResourceAsStream(name), name + " is missing from the program")) {
      TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in));
      // Ligatures would be drawn with other widths than were measured.
      file.setEnableGsub(false);
      return new Face(PDType0Font.load(document, file, true), file);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
