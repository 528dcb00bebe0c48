package vn.tinbao.sms.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A key management service in the test's own process: one key an URI {@code fake-kms://name}. */
public final class FakeKmsClient implements KmsClient {
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static volatile String credentials = "";

  static String credentials() {
    return credentials;
  }

  static void clearSeen() {
    SEEN.clear();
  }

  static List<String> seen() {
    return List.copyOf(SEEN);
  }

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith("fake-kms://");
  }

  @Override
  public KmsClient withCredentials(String path) {
    credentials = path;
    return this;
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    Aead key =
        new AesGcmJce(
            MessageDigest.getInstance("SHA-256").digest(keyUri.getBytes(StandardCharsets.UTF_8)));
    return new Aead() {
      @Override
      public byte[] encrypt(byte[] plain, byte[] binding) throws GeneralSecurityException {
        if (keyUri.endsWith("refuses")) {
          throw new GeneralSecurityException("permission denied");
        }
        SEEN.add(new String(plain, StandardCharsets.ISO_8859_1));
        return key.encrypt(plain, binding);
      }

      @Override
      public byte[] decrypt(byte[] sealed, byte[] binding) throws GeneralSecurityException {
        return key.decrypt(sealed, binding);
      }
    };
  }
}
