package vn.tinbao.mobile.settings;

/** How large ordinary text is; headings and small print follow. */
public enum TextSize {
  USUAL(16),
  LARGE(20),
  LARGEST(24);

  private final int pixels;

  TextSize(int pixels) {
    this.pixels = pixels;
  }

  public int pixels() {
    return pixels;
  }
}
