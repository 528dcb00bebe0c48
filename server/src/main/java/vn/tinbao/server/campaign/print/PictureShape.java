package vn.tinbao.server.campaign.print;

/** A picture to post, in pixels. */
public enum PictureShape {
  /** A post on Facebook or in a Zalo diary. */
  SQUARE(1080, 1080),
  /** The preview of a link, a cover. */
  WIDE(1200, 630);

  private final int width;
  private final int height;

  PictureShape(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Pixels. */
  public int width() {
    return width;
  }

  /** Pixels. */
  public int height() {
    return height;
  }
}
