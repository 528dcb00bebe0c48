package vn.tinbao.sms.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.KmsClients;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the {@link KeyWrap} that the settings ask for. */
public final class MasterKeySource {
  private MasterKeySource() {}

  /**
   * @param masterKey {@code TINBAO_MASTER_KEY}; null or empty: none
   * @param kmsKeyUri {@code TINBAO_KMS_KEY_URI}, e.g. {@code gcp-kms://projects/…}; null or empty:
   *     none
   * @param kmsCredentials a file for the service's client; null: its default
   * @throws KeyFileException when both are set, the key is malformed, or nobody serves that URI
   */
  public static KeyWrap choose(
      @Nullable String masterKey, @Nullable String kmsKeyUri, @Nullable String kmsCredentials) {
    String key = Objects.requireNonNullElse(masterKey, "").strip();
    String uri = Objects.requireNonNullElse(kmsKeyUri, "").strip();
    if (!key.isEmpty() && !uri.isEmpty()) {
      throw new KeyFileException("Set TINBAO_MASTER_KEY or TINBAO_KMS_KEY_URI, not both.");
    }
    if (!key.isEmpty()) {
      return new KeyWrap.Environment(key);
    }
    return uri.isEmpty() ? KeyWrap.none() : new KeyWrap.Service(remote(uri, kmsCredentials));
  }

  /**
   * The service's key by Tink's clients: those registered in code, then those that jars on the
   * class path offer as {@link KmsClient} services.
   */
  private static Aead remote(String uri, @Nullable String credentials) {
    try {
      KmsClient client = client(uri);
      if (credentials != null && !credentials.isBlank()) {
        client = client.withCredentials(credentials);
      }
      return client.getAead(uri);
    } catch (GeneralSecurityException | ServiceConfigurationError e) {
      throw new KeyFileException(
          "The key service of TINBAO_KMS_KEY_URI cannot be used: " + e.getMessage(), e);
    }
  }

  private static KmsClient client(String uri) throws GeneralSecurityException {
    for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
      if (client.doesSupport(uri)) {
        return client;
      }
    }
    try {
      return KmsClients.get(uri);
    } catch (GeneralSecurityException none) {
      throw new GeneralSecurityException(
          "no client on the class path serves "
              + uri.replaceAll("://.*", "://…")
              + "; put the jar of Tink's client for that service (e.g. tink-gcpkms, tink-awskms)"
              + " into lib/",
          none);
    }
  }
}
