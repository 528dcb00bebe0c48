package vn.tinbao.server.attachment.clean;

/** How much one file may ask of a cleaner. Real files of phones stay far below. */
final class Limits {
  /** Pixels of a picture: 64 million, the largest of today's phones being 50 in ordinary use. */
  static final long PIXELS = 64_000_000;

  /** Tags, segments, chunks or boxes of a file. */
  static final int PIECES = 100_000;

  /** Entries of a document's archive. */
  static final int ENTRIES = 2_000;

  /** Bytes of a document's archive when unpacked. */
  static final long UNPACKED = 512L * 1024 * 1024;

  /** Unpacked bytes for each packed byte; office documents reach about 30. */
  static final int RATIO = 200;

  /** Bytes of one XML part of a document. */
  static final long XML_PART = 64L * 1024 * 1024;

  /** Nesting of XML, boxes or PDF objects. */
  static final int DEPTH = 200;

  /** Pages of a document. */
  static final int PAGES = 2_000;

  /** Bytes of a film's index. */
  static final int INDEX = 48 * 1024 * 1024;

  private Limits() {}
}
