package vn.tinbao.mobile.media;

/** How much one file may ask of a phone. Real files of phones stay far below. */
final class Limits {
  /** Pixels of a picture: the largest of today's phones have 50 million in ordinary use. */
  static final long PIXELS = 64_000_000;

  /** Segments, chunks or boxes of a file. */
  static final int PIECES = 100_000;

  /** Bytes of a film's index, which is held in memory as a whole: an hour of film needs about 4. */
  static final int INDEX = 12 * 1024 * 1024;

  private Limits() {}
}
