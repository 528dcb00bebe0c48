package vn.tinbao.server.backup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a table's rows come to, whatever their order: number and sum of their SHA-256. Finds rows
 * that were lost, doubled or changed on the way; against forgery stands the file's encryption.
 */
final class RowDigest {
  static final int BYTES = 32;
  private static final int LANES = BYTES / Long.BYTES;

  private final MessageDigest sha256;
  private final long[] sum = new long[LANES];
  private long rows;

  RowDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(byte[] row) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(row));
    for (int i = 0; i < LANES; i++) {
      sum[i] += hash.getLong();
    }
    rows++;
  }

  long rows() {
    return rows;
  }

  byte[] value() {
    ByteBuffer value = ByteBuffer.allocate(BYTES);
    for (long lane : sum) {
      value.putLong(lane);
    }
    return value.array();
  }
}
