package vn.tinbao.sms.phone;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;

/**
 * Seals and opens phone numbers, and the texts that are on their way to them. One key for server
 * and gateway, in {@code <home>/keys/phone.key}; the database never sees it.
 *
 * <p>The file has two lines, {@code seal=} and {@code hash=}, each a Tink key set in Base64. New
 * keys may be added to the first; the second can never change, since hashes are how a number is
 * found again.
 */
public final class PhoneKey {
  private static final String SEAL = "seal=";
  private static final String HASH = "hash=";
  private static final byte[] MARK = "tinbao phone key".getBytes(StandardCharsets.UTF_8);

  private final Aead aead;
  private final Mac mac;

  private PhoneKey(Aead aead, Mac mac) {
    this.aead = aead;
    this.mac = mac;
  }

  /**
   * Reads the key, making it at the first start.
   *
   * @throws KeyFileException when the file is damaged, unreadable or open to others
   */
  public static PhoneKey load(Path file) {
    try {
      AeadConfig.register();
      MacConfig.register();
      String text = KeyFile.readOrCreateSecret(file, PhoneKey::newKeys);
      return new PhoneKey(
          handle(text, SEAL).getPrimitive(RegistryConfiguration.get(), Aead.class),
          handle(text, HASH).getPrimitive(RegistryConfiguration.get(), Mac.class));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException(
          "The key file " + file + " is damaged. Put it back from the backup.", e);
    }
  }

  public SealedPhone seal(PhoneNumber number) {
    byte[] plain = bytes(number.e164());
    try {
      byte[] hash = mac.computeMac(plain);
      return new SealedPhone(hash, aead.encrypt(plain, hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A phone number could not be sealed", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it was sealed with another key, or its hash and cipher do
   *     not belong together
   */
  public PhoneNumber open(SealedPhone sealed) {
    try {
      return new PhoneNumber(text(aead.decrypt(sealed.cipher(), sealed.hash())));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This phone number was not sealed with our key", e);
    }
  }

  /**
   * Seals a text that waits to be sent.
   *
   * @param id of the message; the text opens under no other
   */
  public byte[] sealText(String text, UUID id) {
    try {
      return aead.encrypt(bytes(text), bytes("text " + id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A text could not be sealed", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it was sealed with another key or for another id
   */
  public String openText(byte[] sealed, UUID id) {
    try {
      return text(aead.decrypt(sealed, bytes("text " + id)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This text was not sealed with our key", e);
    }
  }

  /** The same for the same key: lets a database notice that it got the wrong one. Not secret. */
  public byte[] mark() {
    try {
      return mac.computeMac(MARK);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String newKeys() {
    try {
      Parameters hmac =
          HmacParameters.builder()
              .setKeySizeBytes(32)
              .setTagSizeBytes(32)
              .setHashType(HmacParameters.HashType.SHA256)
              .setVariant(HmacParameters.Variant.NO_PREFIX)
              .build();
      return SEAL
          + encode(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM))
          + "\n"
          + HASH
          + encode(KeysetHandle.generateNew(hmac))
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A phone key could not be made", e);
    }
  }

  private static String encode(KeysetHandle handle) throws GeneralSecurityException {
    return Base64.getEncoder()
        .encodeToString(
            TinkProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()));
  }

  private static KeysetHandle handle(String file, String name) throws GeneralSecurityException {
    String line =
        file.lines()
            .filter(candidate -> candidate.startsWith(name))
            .findFirst()
            .orElseThrow(() -> new GeneralSecurityException("No line " + name));
    return TinkProtoKeysetFormat.parseKeyset(
        Base64.getDecoder().decode(line.substring(name.length()).strip()),
        InsecureSecretKeyAccess.get());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Makes the bean from the home directory. */
  @Factory
  static final class Beans {
    @Singleton
    PhoneKey phoneKey(HomeDirectory home) {
      return load(home.resolve("keys").resolve("phone.key"));
    }
  }
}
