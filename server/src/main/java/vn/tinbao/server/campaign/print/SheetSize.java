package vn.tinbao.server.campaign.print;

/** Paper by ISO 216, upright, in millimetres. */
public enum SheetSize {
  A2(420, 594),
  A3(297, 420),
  A4(210, 297),
  A5(148, 210);

  private final int width;
  private final int height;

  SheetSize(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Millimetres. */
  public int width() {
    return width;
  }

  /** Millimetres. */
  public int height() {
    return height;
  }
}
