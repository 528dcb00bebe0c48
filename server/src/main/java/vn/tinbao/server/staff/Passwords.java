package vn.tinbao.server.staff;

import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Refusal;

/**
 * Password hashes: Argon2id with 19 MiB, two passes, one lane (OWASP's first choice), in PHC form.
 * Only a few are made at a time, so that a flood of sign-ins cannot eat the memory.
 */
@Singleton
final class Passwords {
  static final int SHORTEST = 12;
  static final int LONGEST = 200;

  /** Hash of a password that nobody has: what a guess at an unknown name is compared with. */
  static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$VGluQmFvTm9ib2R5QXRBbA"
          + "$SS3X2JzUmdcHV90dAByx98w6FrWZaTDGxAIkv7F2MWA";

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Longest time that a sign-in stands in line before it is told to come back. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Most sign-ins that stand in line; the next is told to come back at once. A flood of sign-ins
   * must not take the threads that reports are received on.
   */
  private static final int LONGEST_LINE = 6;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random = new SecureRandom();
  private final LongAdder runs = new LongAdder();
  private final Semaphore places =
      new Semaphore(Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())), true);

  /**
   * What is wrong with a password that somebody chose, as the key of a sentence; null when nothing
   * is.
   */
  static @Nullable String mistake(String username, String password, @Nullable String again) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return "staff.password.length";
    }
    if (password.toLowerCase(Locale.ROOT).contains(username)) {
      return "staff.password.name";
    }
    return password.equals(again) ? null : "staff.password.different";
  }

  /** A new hash with a new salt. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether this is the password; compares in constant time. */
  boolean matches(String password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("A stored password hash is not in PHC form");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] hash =
        argon2id(
            password,
            salt,
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            expected.length);
    return MessageDigest.isEqual(hash, expected);
  }

  /**
   * Runs work that hashes, a few at a time, the others in a short line.
   *
   * @throws Refusal 503 when the line is too long
   */
  <T> T oneOfFew(Supplier<T> work) {
    boolean admitted = false;
    try {
      admitted =
          places.getQueueLength() < LONGEST_LINE
              && places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!admitted) {
      throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, PATIENCE, "staff.busy");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** How often Argon2 ran since the start: the work that a stranger can cause, counted. */
  long runs() {
    return runs.sum();
  }

  private byte[] argon2id(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
    runs.increment();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    // The same letters can be typed composed or not, above all in Vietnamese.
    String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
    generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
