package vn.tinbao.sms.phone;

/**
 * A sender that is no phone number: a short code, the name of a company or an operator, or nothing
 * at all where the network withholds it. What it writes is kept like any message; nobody can be
 * answered there.
 *
 * @param name at most {@value #LONGEST} characters, control characters dropped; may be empty
 */
public record SenderName(String name) implements SmsSender {
  /** Longest name, in characters; SMPP has 20. */
  public static final int LONGEST = 40;

  private static final String MARK = "name:";

  public SenderName {
    String shown = name.replaceAll("\\p{Cntrl}", "").strip();
    name = shown.substring(0, Math.min(shown.length(), LONGEST));
  }

  /** True for what {@link #plain} makes: no phone number begins so. */
  static boolean isPlain(String plain) {
    return plain.startsWith(MARK);
  }

  @Override
  public String plain() {
    return MARK + name;
  }

  /** Nothing of it: relays put a person's number into the name. */
  @Override
  public String toString() {
    return "SenderName[…]";
  }
}
