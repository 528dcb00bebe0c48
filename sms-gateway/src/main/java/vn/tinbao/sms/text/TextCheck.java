package vn.tinbao.sms.text;

import java.util.List;

/**
 * Everything that somebody who writes a message to many should see before it goes: what it costs
 * with and without marks, how the network cuts it, what changes its meaning, what operators refuse.
 *
 * @param text composed (NFC), as it would be sent
 * @param segments of the text
 * @param parts the text, cut as the network cuts it
 * @param unaccented the text without marks
 * @param unaccentedSegments of that
 * @param ambiguities what would read as something else without marks; places in {@code text}
 * @param forbidden signs that operators refuse from senders with a name
 * @param costly characters that make the text without marks travel as UCS-2, each once: an emoji, a
 *     letter of another script
 */
public record TextCheck(
    String text,
    Segments segments,
    List<String> parts,
    String unaccented,
    Segments unaccentedSegments,
    List<Unaccented.Ambiguity> ambiguities,
    String forbidden,
    String costly) {

  /** Checks a text as it was typed. Pure; takes microseconds. */
  public static TextCheck of(String typed) {
    String text = Segments.compose(typed);
    String unaccented = Unaccented.of(text);
    return new TextCheck(
        text,
        Segments.of(text),
        Segments.parts(text),
        unaccented,
        Segments.of(unaccented),
        Unaccented.ambiguities(text),
        BrandText.forbidden(text),
        costly(unaccented));
  }

  private static String costly(String text) {
    StringBuilder found = new StringBuilder();
    text.codePoints().filter(c -> !Segments.isGsm(c)).distinct().forEach(found::appendCodePoint);
    return found.toString();
  }

  /** Whether nothing speaks against sending it with a name as its sender. */
  public boolean fitForBrand() {
    return forbidden.isEmpty();
  }

  /** Nothing of what it says. */
  @Override
  public String toString() {
    return "TextCheck[" + segments + "]";
  }
}
