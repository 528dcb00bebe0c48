package vn.tinbao.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.queue.BodySeal;

/**
 * The keys that are not in the database: master key, identity key and the key of all keyed hashes.
 * Made at first start in {@code <home>/keys}; losing them loses every tip, so back them up apart.
 */
@Singleton
public final class VaultKeys {
  private final Aead master;
  private final Aead identity;
  private final PrfSet hashes;

  /**
   * Reads the keys, making those that are missing; also the pair for inbound SMS bodies.
   *
   * @throws KeyFileException when a key file is damaged or open to others
   */
  public VaultKeys(HomeDirectory home) {
    Path folder = home.resolve("keys");
    try {
      AeadConfig.register();
      PrfConfig.register();
      master = key(folder.resolve("master.key"), PredefinedAeadParameters.AES256_GCM, Aead.class);
      identity =
          key(folder.resolve("identity.key"), PredefinedAeadParameters.AES256_GCM, Aead.class);
      hashes =
          key(
              folder.resolve("hash.key"),
              HkdfPrfParameters.builder()
                  .setKeySizeBytes(32)
                  .setHashType(HkdfPrfParameters.HashType.SHA256)
                  .build(),
              PrfSet.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot use its algorithms", e);
    }
    BodySeal.createKeys(folder);
  }

  private static <P> P key(Path file, Parameters parameters, Class<P> primitive) {
    String keyset = KeyFile.readOrCreateSecret(file, () -> fresh(parameters));
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
          .getPrimitive(RegistryConfiguration.get(), primitive);
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          "The key file " + file + " is damaged. Restore it from the key backup.", e);
    }
  }

  private static String fresh(Parameters parameters) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(parameters), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    }
  }

  Aead master() {
    return master;
  }

  Aead identity() {
    return identity;
  }

  /**
   * Keyed hash of 32 bytes, different for every purpose.
   *
   * @param purpose short constant such as {@code receipt}, never data
   */
  byte[] hash(String purpose, byte[] data) {
    byte[] label = purpose.getBytes(StandardCharsets.UTF_8);
    byte[] input = new byte[label.length + 1 + data.length];
    System.arraycopy(label, 0, input, 0, label.length);
    System.arraycopy(data, 0, input, label.length + 1, data.length);
    try {
      return hashes.computePrimary(input, 32);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot hash", e);
    }
  }
}
