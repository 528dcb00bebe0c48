package vn.tinbao.server.duplicate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed least hashes of a text's pieces (MinHash), and the bands by which like texts are found
 * among many (locality-sensitive hashing). Without the key nobody can make the hash of a piece, so
 * from what is stored nobody can try words.
 *
 * <p>40 bands of 3: two texts with half of their pieces in common share a band in 995 of 1,000
 * cases, with 0.4 in 93, with a tenth in 4, of 100 each.
 */
public final class MinHash {
  private static final int BANDS = 40;
  private static final int ROWS = 3;
  private static final int HASHES = BANDS * ROWS;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  /**
   * @param key secret, 32 bytes, the same for all texts that are compared
   */
  public MinHash(byte[] key) {
    this.key = key.clone();
  }

  /** A text, ready to be stored and compared. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Made(long[] bands, Sketch sketch) {}

  /** Makes both; a text without pieces has no band. */
  public Made of(Set<String> pieces) {
    Mac mac = mac();
    long[] least = new long[HASHES];
    Arrays.fill(least, Long.MAX_VALUE);
    for (String piece : pieces) {
      long hash = ByteBuffer.wrap(mac.doFinal(piece.getBytes(StandardCharsets.UTF_8))).getLong();
      for (int i = 0; i < HASHES; i++) {
        least[i] = Math.min(least[i], mixed(hash, i));
      }
    }
    short[] halves = new short[HASHES];
    for (int i = 0; i < HASHES; i++) {
      halves[i] = (short) least[i];
    }
    return new Made(
        pieces.isEmpty() ? new long[0] : bands(mac, least), new Sketch(pieces.size(), halves));
  }

  private static long[] bands(Mac mac, long[] least) {
    long[] bands = new long[BANDS];
    for (int band = 0; band < BANDS; band++) {
      ByteBuffer rows = ByteBuffer.allocate(Integer.BYTES + ROWS * Long.BYTES).putInt(band);
      for (int row = 0; row < ROWS; row++) {
        rows.putLong(least[band * ROWS + row]);
      }
      bands[band] = ByteBuffer.wrap(mac.doFinal(rows.array())).getLong();
    }
    return bands;
  }

  /** Another order of all hashes for each number: the finisher of SplitMix64 (Steele, Vigna). */
  private static long mixed(long hash, int number) {
    long z = hash + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + ALGORITHM, e);
    }
  }
}
