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
 * @param paragraphs a few sentences
 * @param points signs to look out for, a line each
 * @param contact how people answer
 * @param issuer who speaks
 * @param madeAt when this print was made: in the file's properties
 */
public record Sheet(
    String language,
    String kicker,
    String headline,
    List<String> paragraphs,
    List<String> points,
    Contact contact,
    String issuer,
    Instant madeAt) {
  /** With these a line of the text begins that is a point. */
  private static final String BULLETS = "-–—•*+";

  /**
   * @throws UnprintableException without a headline
   */
  public Sheet {
    paragraphs = List.copyOf(paragraphs);
    points = List.copyOf(points);
    if (headline.isBlank()) {
      throw new UnprintableException(UnprintableException.Why.NO_HEADLINE, "");
    }
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
   * paragraphs.
   */
  public static Sheet of(
      String language,
      @Nullable String kicker,
      String headline,
      String text,
      Contact contact,
      String issuer,
      Instant madeAt) {
    List<String> paragraphs = new ArrayList<>();
    List<String> points = new ArrayList<>();
    for (String typed : PrintableText.lines(text)) {
      String line = typed.strip();
      if (line.length() > 1
          && BULLETS.indexOf(line.charAt(0)) >= 0
          && Character.isWhitespace(line.charAt(1))) {
        points.add(line.substring(1).strip());
      } else if (!line.isEmpty()) {
        paragraphs.add(line);
      }
    }
    return new Sheet(
        language,
        kicker == null ? "" : PrintableText.line(kicker),
        PrintableText.line(headline),
        paragraphs,
        points,
        contact,
        issuer,
        madeAt);
  }
}
