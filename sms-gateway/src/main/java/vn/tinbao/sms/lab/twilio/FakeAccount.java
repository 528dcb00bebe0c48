package vn.tinbao.sms.lab.twilio;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An account at the fake Twilio.
 *
 * @param sid {@code AC…}
 * @param apiKey {@code SK…}
 * @param apiSecret of the key
 * @param authToken signs call-backs; with the SID it signs in as well
 */
public record FakeAccount(String sid, String apiKey, String apiSecret, String authToken) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One that nobody else has. */
  public static FakeAccount random() {
    return new FakeAccount("AC" + hex(), "SK" + hex(), hex(), hex());
  }

  private static String hex() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  boolean admits(String authorization) {
    return authorization.equals(basic(apiKey, apiSecret))
        || authorization.equals(basic(sid, authToken));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "FakeAccount[" + sid + "]";
  }
}
