package vn.tinbao.server.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;

/**
 * Sets puzzles and checks solutions, and remembers neither: a challenge is signed, and its solution
 * is good for one subject only. The same report sent again under the same solution is the same
 * report; so nothing is gained by sending it twice, on whatever node.
 */
@Singleton
public final class Challenges {
  private static final byte VERSION = 1;
  private static final int SALT = 9;
  private static final int SIGNED = 3 + Integer.BYTES + SALT;
  private static final int SIGNATURE = 16;
  private static final int TEXT = 43;

  /** 32 numbers of up to ten digits, and what stands between. */
  private static final int LONGEST = TEXT + Puzzle.PIECES * 11;

  /** How often one solution opens: an answer may be lost on its way, and is asked for again. */
  private static final int USES = 3;

  private static final int MOST_REMEMBERED = 200_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyedHash hashes;
  private final GateSettings settings;
  private final Clock clock;
  private final Cache<String, Integer> uses;

  Challenges(KeyedHash hashes, GateSettings settings, Clock clock) {
    this.hashes = hashes;
    this.settings = settings;
    this.clock = clock;
    this.uses =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(settings.validity())
            .build();
  }

  /**
   * A new puzzle.
   *
   * @param work in hashes, as a power of two
   */
  public Challenge set(Door door, int work) {
    Instant expires =
        Instant.ofEpochSecond(clock.instant().plus(settings.validity()).getEpochSecond());
    int bits = work - Puzzle.PIECES_LOG2;
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    byte[] signed =
        ByteBuffer.allocate(SIGNED)
            .put(VERSION)
            .put((byte) door.ordinal())
            .put((byte) bits)
            .putInt((int) expires.getEpochSecond())
            .put(salt)
            .array();
    byte[] all = Arrays.copyOf(signed, SIGNED + SIGNATURE);
    System.arraycopy(signature(signed), 0, all, SIGNED, SIGNATURE);
    return new Challenge(
        Base64.getUrlEncoder().withoutPadding().encodeToString(all), bits, expires);
  }

  /** Whether this is a solution of a puzzle of ours, in time, for this door and this subject. */
  public boolean solved(Door door, String subject, @Nullable String solution) {
    if (solution == null || solution.length() > LONGEST || solution.length() < TEXT + 2) {
      return false;
    }
    String challenge = solution.substring(0, TEXT);
    Optional<Integer> bits = bits(door, challenge);
    if (bits.isEmpty() || solution.charAt(TEXT) != '.') {
      return false;
    }
    String[] numbers = solution.substring(TEXT + 1).split(",", -1);
    if (numbers.length != Puzzle.PIECES) {
      return false;
    }
    Puzzle puzzle = new Puzzle(challenge, subject, bits.get());
    for (int piece = 0; piece < Puzzle.PIECES; piece++) {
      int number;
      try {
        number = Integer.parseUnsignedInt(numbers[piece]);
      } catch (NumberFormatException e) {
        return false;
      }
      if (!puzzle.solves(piece, number)) {
        return false;
      }
    }
    return true;
  }

  /** Counts a use of a solution that was found right; false when it was used up before. */
  boolean use(String solution) {
    return uses.asMap().merge(solution.substring(0, TEXT), 1, Integer::sum) <= USES;
  }

  private Optional<Integer> bits(Door door, String challenge) {
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(challenge);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (all.length != SIGNED + SIGNATURE) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOf(all, SIGNED);
    boolean ours =
        MessageDigest.isEqual(signature(signed), Arrays.copyOfRange(all, SIGNED, all.length));
    ByteBuffer read = ByteBuffer.wrap(signed);
    boolean version = read.get() == VERSION;
    boolean sameDoor = read.get() == door.ordinal();
    int bits = read.get();
    long expires = Integer.toUnsignedLong(read.getInt());
    return ours && version && sameDoor && clock.instant().getEpochSecond() <= expires
        ? Optional.of(bits)
        : Optional.empty();
  }

  private byte[] signature(byte[] signed) {
    return Arrays.copyOf(hashes.of("gate-challenge", signed), SIGNATURE);
  }
}
