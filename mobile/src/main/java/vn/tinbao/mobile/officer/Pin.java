package vn.tinbao.mobile.officer;

/** What a PIN must be: six digits or more that are not the first ones anybody tries. */
final class Pin {
  static final int LEAST = 6;
  static final int MOST = 32;

  /** What is wrong with a PIN. */
  enum Mistake {
    SHORT,
    EASY
  }

  private Pin() {}

  /** Null when nothing is. */
  static @org.jspecify.annotations.Nullable Mistake mistake(String pin) {
    if (pin.length() < LEAST || pin.length() > MOST) {
      return Mistake.SHORT;
    }
    int step = pin.charAt(1) - pin.charAt(0);
    boolean row = step >= -1 && step <= 1;
    for (int i = 1; row && i < pin.length(); i++) {
      row = pin.charAt(i) - pin.charAt(i - 1) == step;
    }
    String half = pin.substring(0, pin.length() / 2);
    return row || pin.equals(half + half) ? Mistake.EASY : null;
  }
}
