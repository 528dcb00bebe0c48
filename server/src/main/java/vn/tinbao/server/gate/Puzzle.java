package vn.tinbao.server.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The proof of work: 32 small puzzles instead of one large, so that the time it takes hardly
 * varies.
 *
 * <p>{@code seed = SHA-256(challenge + "\n" + subject)}, in UTF-8. Piece {@code i} (0 to 31) is
 * solved by any number {@code n} of 32 unsigned bits for which {@code SHA-256(seed + byte i + n in
 * four bytes, high byte first)} begins with {@code bits} zero bits. 37 bytes are one block of
 * SHA-256: one hash, one try.
 */
public final class Puzzle {
  /** How many pieces a puzzle has. */
  public static final int PIECES = 32;

  static final int PIECES_LOG2 = 5;
  private static final int SEED = 32;

  private final byte[] block;
  private final int bits;
  private final MessageDigest sha;

  /**
   * A puzzle for one challenge and one subject.
   *
   * @param subject what the work is good for: the id of a report or message, the digits of a code
   * @param bits zero bits of each piece
   */
  public Puzzle(String challenge, String subject, int bits) {
    this.sha = sha256();
    this.bits = bits;
    this.block = Arrays.copyOf(seed(sha, challenge, subject), SEED + 1 + Integer.BYTES);
  }

  private static byte[] seed(MessageDigest sha, String challenge, String subject) {
    return sha.digest((challenge + "\n" + subject).getBytes(StandardCharsets.UTF_8));
  }

  /** The seed in hexadecimal: enough to solve the puzzle, and it does not show the subject. */
  static String seed(String challenge, String subject) {
    return HexFormat.of().formatHex(seed(sha256(), challenge, subject));
  }

  /** Whether this number solves this piece. */
  public boolean solves(int piece, int number) {
    block[SEED] = (byte) piece;
    ByteBuffer.wrap(block).putInt(SEED + 1, number);
    byte[] hash = hash();
    return leadingZeros(hash) >= bits;
  }

  /** Solves it; some milliseconds on a server. */
  public int[] solve() {
    int[] numbers = new int[PIECES];
    for (int piece = 0; piece < PIECES; piece++) {
      int number = 0;
      while (!solves(piece, number)) {
        number++;
      }
      numbers[piece] = number;
    }
    return numbers;
  }

  private byte[] hash() {
    byte[] hash = new byte[32];
    try {
      sha.update(block);
      var unused = sha.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    return hash;
  }

  private static int leadingZeros(byte[] hash) {
    return Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
