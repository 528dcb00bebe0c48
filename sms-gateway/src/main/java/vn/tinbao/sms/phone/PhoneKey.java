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
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.LiveKey;

/**
 * Seals and opens phone numbers, and the texts that are on their way to them. One key for server
 * and gateway, in {@code <home>/keys/phone.key}; the database never sees it.
 *
 * <p>The file has two lines, {@code seal=} and {@code hash=}, each a Tink key set in Base64. New
 * keys may be added to the first; the second can never change, since hashes are how a number is
 * found again.
 */
public final class PhoneKey implements LiveKey {
  /** Name of the file in {@code <home>/keys}. */
  public static final String FILE = "phone.key";

  private static final String SEAL = "seal=";
  private static final String HASH = "hash=";
  private static final byte[] MARK = "tinbao phone key".getBytes(StandardCharsets.UTF_8);

  private final KeyStore store;
  private final String name;
  private volatile Keys keys;

  /**
   * Reads the key, making it at the first start.
   *
   * @throws KeyFileException when the file is damaged, unreadable or open to others
   */
  public PhoneKey(KeyStore store, String name) {
    this.store = store;
    this.name = name;
    var unused = store.readOrCreate(name, PhoneKey::newKeys);
    this.keys = read(store.raw(name));
  }

  private record Keys(String raw, Aead aead, Mac mac, State state) {
    @Override
    public String toString() {
      return "Keys[…]";
    }
  }

  /**
   * Reads the key, making it at the first start.
   *
   * @throws KeyFileException when the file is damaged, unreadable or open to others
   */
  public static PhoneKey load(Path file) {
    return new PhoneKey(
        KeyStore.plain(Objects.requireNonNull(file.toAbsolutePath().getParent())),
        Objects.requireNonNull(file.getFileName()).toString());
  }

  private Keys read(String raw) {
    try {
      AeadConfig.register();
      MacConfig.register();
      String text = store.unwrap(name, raw);
      KeysetHandle seal = handle(text, SEAL);
      return new Keys(
          raw,
          seal.getPrimitive(RegistryConfiguration.get(), Aead.class),
          handle(text, HASH).getPrimitive(RegistryConfiguration.get(), Mac.class),
          KeyRing.state(seal));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException(
          "The key file " + store.file(name) + " is damaged. Put it back from the backup.", e);
    }
  }

  @Override
  public String name() {
    return "phone";
  }

  @Override
  public State state() {
    return keys.state();
  }

  @Override
  public synchronized boolean refresh() {
    String raw = store.raw(name);
    if (raw.equals(keys.raw())) {
      return false;
    }
    Keys fresh = read(raw);
    if (!Arrays.equals(mark(fresh.mac()), mark())) {
      throw new KeyFileException(
          "The phone key "
              + store.file(name)
              + " was replaced by another one, not rotated: put the right file back.");
    }
    keys = fresh;
    return true;
  }

  /** The key set that seals, for its rotation; the hashing key stays for ever. */
  public static KeysetHandle sealing(String file) throws GeneralSecurityException {
    return handle(file, SEAL);
  }

  /** The file with another key set that seals. */
  public static String withSealing(String file, KeysetHandle sealing)
      throws GeneralSecurityException {
    String hash = file.lines().filter(line -> line.startsWith(HASH)).findFirst().orElseThrow();
    return SEAL + encode(sealing) + "\n" + hash + "\n";
  }

  private byte[] decrypt(byte[] cipher, byte[] binding) throws GeneralSecurityException {
    try {
      return keys.aead().decrypt(cipher, binding);
    } catch (GeneralSecurityException e) {
      if (refresh()) {
        return keys.aead().decrypt(cipher, binding);
      }
      throw e;
    }
  }

  /** A sender's name is sealed as a number is; only {@link #open} tells them apart. */
  public SealedPhone seal(SmsSender sender) {
    byte[] plain = bytes(sender.plain());
    try {
      Keys now = keys;
      byte[] hash = now.mac().computeMac(plain);
      return new SealedPhone(hash, now.aead().encrypt(plain, hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A phone number could not be sealed", e);
    }
  }

  /**
   * @throws NotAPhoneException when it is a {@link SenderName}
   * @throws IllegalArgumentException when it was sealed with another key, or its hash and cipher do
   *     not belong together
   */
  public PhoneNumber open(SealedPhone sealed) {
    try {
      String plain = text(decrypt(sealed.cipher(), sealed.hash()));
      if (SenderName.isPlain(plain)) {
        throw new NotAPhoneException();
      }
      return new PhoneNumber(plain);
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
      return keys.aead().encrypt(bytes(text), bytes("text " + id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A text could not be sealed", e);
    }
  }

  /**
   * @throws IllegalArgumentException when it was sealed with another key or for another id
   */
  public String openText(byte[] sealed, UUID id) {
    try {
      return text(decrypt(sealed, bytes("text " + id)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("This text was not sealed with our key", e);
    }
  }

  /**
   * A hash that only holders of the key can make, and so compare.
   *
   * @param purpose the same fields give different hashes for different purposes
   * @return 32 bytes
   */
  public byte[] keyedHash(String purpose, String... fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    try {
      out.writeUTF(purpose);
      for (String field : fields) {
        // By 16-bit units: half a surrogate pair counts as what it is.
        out.writeInt(field.length());
        out.writeChars(field);
      }
      return keys.mac().computeMac(all.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("A keyed hash could not be made", e);
    }
  }

  /** The same for the same key: lets a database notice that it got the wrong one. Not secret. */
  public byte[] mark() {
    return mark(keys.mac());
  }

  private static byte[] mark(Mac mac) {
    try {
      return mac.computeMac(MARK);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String newKeys() {
    try {
      AeadConfig.register();
      MacConfig.register();
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
    PhoneKey phoneKey(KeyStore store) {
      return new PhoneKey(store, FILE);
    }
  }
}
