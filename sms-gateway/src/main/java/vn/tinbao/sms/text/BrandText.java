package vn.tinbao.sms.text;

/**
 * What Vietnamese operators take from senders with a name (brandname): a name of at most {@value
 * #LONGEST_NAME} letters and digits without marks, and texts without certain signs. As aggregators
 * publish it (kenhgame24.com/threads/98723, intercom.com.vn/quy-dinh-gui-tin, 2026); a contract may
 * forbid more.
 */
public final class BrandText {
  /** Longest name, in characters, spaces included. */
  public static final int LONGEST_NAME = 11;

  private static final String FORBIDDEN = "%#&[]{}\\<@";

  private BrandText() {}

  /** Each forbidden sign that is in the text, once, in order; empty when there is none. */
  public static String forbidden(String text) {
    StringBuilder found = new StringBuilder();
    text.chars()
        .filter(c -> FORBIDDEN.indexOf(c) >= 0)
        .distinct()
        .forEach(c -> found.append((char) c));
    return found.toString();
  }

  /** Whether operators take this as a sender's name. */
  public static boolean isName(String name) {
    return !name.isBlank()
        && name.equals(name.strip())
        && name.length() <= LONGEST_NAME
        && forbidden(name).isEmpty()
        && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }
}
