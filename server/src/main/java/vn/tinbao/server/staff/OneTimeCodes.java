package vn.tinbao.server.staff;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/**
 * Second factor: six digits that change every 30 seconds (RFC 6238 with SHA-1, what every
 * authenticator app speaks). The step before and the step after count too, for clocks that differ.
 */
@Singleton
final class OneTimeCodes {
  static final int SECRET_BYTES = 20;
  private static final long STEP_SECONDS = 30;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  OneTimeCodes(Clock clock) {
    this.clock = clock;
  }

  byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /** The time step whose code this is, empty when it is of none of the three. */
  OptionalLong stepOf(String code, byte[] secret) {
    String typed = code.replace(" ", "");
    long now = clock.instant().getEpochSecond() / STEP_SECONDS;
    OptionalLong found = OptionalLong.empty();
    for (long step = now - 1; step <= now + 1; step++) {
      byte[] expected = code(secret, step).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(expected, typed.getBytes(StandardCharsets.UTF_8))) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** The code that an authenticator shows at that moment. */
  String codeAt(byte[] secret, Instant at) {
    return code(secret, at.getEpochSecond() / STEP_SECONDS);
  }

  /** What an authenticator app reads from a picture. */
  static String uri(String username, byte[] secret) {
    return "otpauth://totp/TinBao:%s?secret=%s&issuer=TinBao&algorithm=SHA1&digits=6&period=30"
        .formatted(URLEncoder.encode(username, StandardCharsets.UTF_8), Base32.encode(secret));
  }

  private String code(byte[] secret, long step) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(secret, generator.getAlgorithm()),
          Instant.ofEpochSecond(step * STEP_SECONDS));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("A stored second factor is no key", e);
    }
  }
}
