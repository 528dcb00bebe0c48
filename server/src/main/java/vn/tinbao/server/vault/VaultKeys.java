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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.queue.BodySeal;

/**
 * The keys that are not in the database: master key, identity key and the key of all keyed hashes.
 * Made at first start in {@code <home>/keys}; losing them loses every tip, so back them up apart.
 * Master and identity key may be rotated while servers run; the key of hashes never changes.
 */
@Singleton
public final class VaultKeys {
  static final String MASTER = "master.key";
  static final String IDENTITY = "identity.key";
  static final String HASH = "hash.key";

  private final ReloadingAead master;
  private final ReloadingAead identity;
  private final PrfSet hashes;

  /**
   * Reads the keys, making those that are missing; also the pair for inbound SMS bodies.
   *
   * @throws KeyFileException when a key file is damaged or open to others
   */
  @Inject
  public VaultKeys(KeyStore store) {
    try {
      AeadConfig.register();
      PrfConfig.register();
      master = new ReloadingAead(store, MASTER);
      identity = new ReloadingAead(store, IDENTITY);
      hashes =
          parse(store, HASH, store.readOrCreate(HASH, VaultKeys::freshHash))
              .getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot use its algorithms", e);
    }
    BodySeal.createKeys(store);
  }

  /** The same with key files that lie unwrapped. */
  public VaultKeys(HomeDirectory home) {
    this(KeyStore.plain(home.resolve("keys")));
  }

  /** A key set from the text of a key file. */
  static KeysetHandle parse(KeyStore store, String name, String text) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new KeyFileException(
          "The key file " + store.file(name) + " is damaged. Restore it from the key backup.", e);
    }
  }

  /** A key set as the text of a key file. */
  static String text(KeysetHandle keys) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot write a key", e);
    }
  }

  private static String freshHash() {
    try {
      return text(
          KeysetHandle.generateNew(
              HkdfPrfParameters.builder()
                  .setKeySizeBytes(32)
                  .setHashType(HkdfPrfParameters.HashType.SHA256)
                  .build()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    }
  }

  static String freshAead() {
    try {
      return text(KeysetHandle.generateNew(aeadParameters()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    }
  }

  /** What master and identity keys are made of. */
  static Parameters aeadParameters() {
    return PredefinedAeadParameters.AES256_GCM;
  }

  Aead master() {
    return master;
  }

  Aead identity() {
    return identity;
  }

  ReloadingAead liveMaster() {
    return master;
  }

  ReloadingAead liveIdentity() {
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
