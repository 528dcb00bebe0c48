package vn.tinbao.server.campaign.print;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.papers.PrintableText;

/**
 * What a poster, a leaflet or a picture says.
 *
 * @param language BCP 47, of the words below
 * @param kicker a short line above the headline, such as the day; may be empty
 * @param headline what is read from across the street
 * @param pieces a few sentences and points, in the order of the text: a point belongs to what
 *     stands above it
 * @param contact how people answer
 * @param issuer who speaks
 * @param madeAt when this print was made: in the file's properties
 * @param mark drawn across everything, such as that it is a draft; empty: nothing is
 */
public record Sheet(
    String language,
    String kicker,
    String headline,
    List<Piece> pieces,
    Contact contact,
    String issuer,
    Instant madeAt,
    String mark) {
  /** With these a line of the text begins that is a point. */
  private static final String BULLETS = "-–—•*+";

  /**
   * @throws UnprintableException without a headline
   */
  public Sheet {
    pieces = List.copyOf(pieces);
    if (headline.isBlank()) {
      throw new UnprintableException(UnprintableException.Why.NO_HEADLINE, "");
    }
  }

  /**
   * A paragraph, or a point.
   *
   * @param point whether it has a bullet
   */
  public record Piece(String text, boolean point) {}

  /** The same with nothing but the headline and how people answer. */
  public Sheet headlineAlone() {
    return new Sheet(language, kicker, headline, List.of(), contact, issuer, madeAt, mark);
  }

  /** The same with a mark across everything; empty: none. */
  public Sheet marked(String as) {
    return new Sheet(language, kicker, headline, pieces, contact, issuer, madeAt, as);
  }

  /**
   * How people answer.
   *
   * @param address in the QR code: the campaign's own path, the same for everybody
   * @param shown the same as people type it
   * @param scan what to do with the QR code
   * @param numbers whom to call or write to, the most urgent first; four are printed
   */
  public record Contact(String address, String shown, String scan, List<Number> numbers) {
    private static final int MOST = 4;

    public Contact {
      numbers = numbers.stream().limit(MOST).toList();
    }
  }

  /**
   * A number.
   *
   * @param number as it is dialled
   * @param label what it is, in a few words
   * @param danger whether it is for whoever is in danger now
   */
  public record Number(String number, String label, boolean danger) {}

  /**
   * From a text as it is typed: lines that begin with a dash or a bullet are points, the others
   * paragraphs; their order stays.
   */
  public static Sheet of(
      String language,
      @Nullable String kicker,
      String headline,
      String text,
      Contact contact,
      String issuer,
      Instant madeAt) {
    List<Piece> pieces = new ArrayList<>();
    for (String typed : PrintableText.lines(text)) {
      String line = typed.strip();
      if (line.length() > 1
          && BULLETS.indexOf(line.charAt(0)) >= 0
          && Character.isWhitespace(line.charAt(1))) {
        pieces.add(new Piece(line.substring(1).strip(), true));
      } else if (!line.isEmpty()) {
        pieces.add(new Piece(line, false));
      }
    }
    return new Sheet(
        language,
        kicker == null ? "" : PrintableText.line(kicker),
        PrintableText.line(headline),
        pieces,
        contact,
        issuer,
        madeAt,
        "");
  }
}
