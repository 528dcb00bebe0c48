package vn.tinbao.mobile.net;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import vn.tinbao.mobile.net.wire.Challenge;

/**
 * One proof of work: {@code seed = SHA-256(challenge + "\n" + subject)}; for each piece {@code i} a
 * number {@code n} is looked for, such that {@code SHA-256(seed + byte i + n in four bytes, high
 * byte first)} begins with {@code bits} zero bits. It is done in stretches, so that a cheap phone
 * stays usable and cool, and goes on where the last stretch ended.
 */
final class Work {
  /** The most that this phone computes for one request: a few seconds of the cheapest. */
  private static final long MOST_HASHES = 1L << 21;

  private static final int MOST_PIECES = 64;
  private static final int MOST_BITS = 16;
  private static final int SEED = 32;

  /** How many hashes between two looks at the clock. */
  private static final int STEP = 512;

  private final Challenge challenge;
  private final MessageDigest sha = sha256();
  private final byte[] block;
  private final byte[] hash = new byte[32];
  private final StringBuilder numbers = new StringBuilder();
  private int solved;
  private int number;
  private long hashes;

  Work(Challenge challenge, String subject) {
    this.challenge = challenge;
    byte[] seed =
        sha.digest((challenge.challenge() + "\n" + subject).getBytes(StandardCharsets.UTF_8));
    this.block = Arrays.copyOf(seed, SEED + 1 + Integer.BYTES);
  }

  /** Whether it is of a size that our server asks for; who asks for more only drains batteries. */
  static boolean isReasonable(Challenge asked) {
    return asked.pieces() >= 1
        && asked.pieces() <= MOST_PIECES
        && asked.bits() >= 0
        && asked.bits() <= MOST_BITS
        && ((long) asked.pieces() << asked.bits()) <= MOST_HASHES / 2
        && asked.challenge().length() <= 200;
  }

  boolean isOf(Challenge other) {
    return challenge.challenge().equals(other.challenge());
  }

  /**
   * Whether nothing more comes of it. Whether its time is over only the server can say, by asking
   * anew: the clocks of phones are wrong.
   */
  boolean isOver() {
    return hashes > MOST_HASHES;
  }

  boolean isDone() {
    return solved == challenge.pieces();
  }

  /** Computes until it is done or that long has passed; whether it is done. */
  boolean goOn(Duration most) {
    long until = System.nanoTime() + most.toNanos();
    while (!isDone() && hashes <= MOST_HASHES && System.nanoTime() - until < 0) {
      OptionalInt found = step();
      if (found.isPresent()) {
        numbers.append(solved == 0 ? "" : ",").append(found.getAsInt());
        solved++;
        number = 0;
      }
    }
    return isDone();
  }

  /** What is sent; only when it is done. */
  String solution() {
    return challenge.challenge() + "." + numbers;
  }

  private OptionalInt step() {
    block[SEED] = (byte) solved;
    for (int i = 0; i < STEP; i++) {
      int tried = number++;
      hashes++;
      if (solves(tried)) {
        return OptionalInt.of(tried);
      }
    }
    return OptionalInt.empty();
  }

  private boolean solves(int tried) {
    block[SEED + 1] = (byte) (tried >>> 24);
    block[SEED + 2] = (byte) (tried >>> 16);
    block[SEED + 3] = (byte) (tried >>> 8);
    block[SEED + 4] = (byte) tried;
    try {
      sha.update(block);
      sha.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    int head =
        (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | hash[3] & 0xff;
    return Integer.numberOfLeadingZeros(head) >= challenge.bits();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
