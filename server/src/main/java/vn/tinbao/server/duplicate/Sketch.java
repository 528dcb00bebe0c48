package vn.tinbao.server.duplicate;

import java.nio.ByteBuffer;

/**
 * A text in short: 120 least hashes of two bytes each, and how many pieces it had. What two texts
 * have in common is reckoned from two of these, within some 0.05.
 *
 * @param pieces how many different ones
 * @param least the lower half of each least hash
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sketch(int pieces, short[] least) {
  /** Fewer pieces than this say too little to be like anything. */
  private static final int FULL_WORD = 6;

  /** A text of fewer pieces than this is in many others by chance. */
  private static final int TO_BE_CONTAINED = 12;

  /** A part of a longer text counts less than a whole one. */
  private static final double PART = 0.85;

  /** Pieces of both over pieces of either, 0–1. */
  public double common(Sketch other) {
    if (pieces == 0 || other.pieces == 0) {
      return 0;
    }
    int same = 0;
    for (int i = 0; i < least.length; i++) {
      same += least[i] == other.least[i] ? 1 : 0;
    }
    return same / (double) least.length;
  }

  /**
   * How alike two texts are, 0–1: what they have in common, or how much of the shorter one is in
   * the longer one; less for texts of a few words.
   */
  public double likeness(Sketch other) {
    double common = common(other);
    int shorter = Math.min(pieces, other.pieces);
    double likeness = common;
    if (shorter >= TO_BE_CONTAINED) {
      double both = common * (pieces + other.pieces) / (1 + common);
      likeness = Math.max(common, PART * Math.min(1, both / shorter));
    }
    return likeness * Math.min(1, shorter / (double) FULL_WORD);
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + least.length * Short.BYTES);
    bytes.putInt(pieces);
    for (short one : least) {
      bytes.putShort(one);
    }
    return bytes.array();
  }

  static Sketch of(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int pieces = from.getInt();
    short[] least = new short[from.remaining() / Short.BYTES];
    for (int i = 0; i < least.length; i++) {
      least[i] = from.getShort();
    }
    return new Sketch(pieces, least);
  }

  @Override
  public String toString() {
    return "Sketch[" + pieces + "]";
  }
}
