package vn.tinbao.server.campaign.print;

/**
 * A colour for the screen and the same for the press.
 *
 * @param rgb {@code 0xRRGGBB}
 * @param cyan ink from 0 to 100, like the next three; together at most 300, as offset presses want
 */
record Paint(int rgb, int cyan, int magenta, int yellow, int black) {
  static final Paint WHITE = new Paint(0xffffff, 0, 0, 0, 0);
  static final Paint BLACK = new Paint(0x000000, 0, 0, 0, 100);
  static final Paint INK = new Paint(0x17242e, 60, 40, 30, 80);
  static final Paint SOFT = new Paint(0x48586a, 50, 30, 20, 50);
  static final Paint TEAL = new Paint(0x0f5b66, 90, 35, 40, 35);
  static final Paint TEAL_DEEP = new Paint(0x0a434c, 92, 45, 45, 55);
  static final Paint TEAL_LIGHT = new Paint(0x2f8591, 78, 28, 32, 12);
  static final Paint TEAL_TINT = new Paint(0xe8f1f3, 9, 1, 3, 0);
  static final Paint NIGHT = new Paint(0x101c33, 95, 80, 40, 60);
  static final Paint NIGHT_LIT = new Paint(0x27406b, 88, 68, 25, 22);
  static final Paint SUN = new Paint(0xffd166, 0, 18, 68, 0);
  static final Paint CREAM = new Paint(0xfff8ea, 0, 2, 9, 0);
  static final Paint SAND = new Paint(0xf6e6c6, 0, 8, 25, 2);
  static final Paint RED = new Paint(0xb3201a, 10, 98, 100, 20);

  private static final float FULL = 255f;
  private static final float HUNDRED = 100f;

  float red() {
    return (rgb >> 16 & 0xff) / FULL;
  }

  float green() {
    return (rgb >> 8 & 0xff) / FULL;
  }

  float blue() {
    return (rgb & 0xff) / FULL;
  }

  float[] inks() {
    return new float[] {cyan / HUNDRED, magenta / HUNDRED, yellow / HUNDRED, black / HUNDRED};
  }
}
