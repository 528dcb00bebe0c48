package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data key of one vault and the file that holds it.
 *
 * <p>File: four letters {@value #MAGIC}, one byte that says how the key is protected, then the key.
 * Protection 0 is the bare key in the app's private directory (a citizen without a PIN), 1 the key
 * wrapped under a PIN ({@link PinWrap}). From the data key three keys are derived, for records, for
 * file names and for sealed files, so that a file name tells nothing about what is in it.
 */
final class VaultKey {
  static final String MAGIC = "TBK1";
  private static final byte BARE = 0;
  private static final byte PIN = 1;
  private static final int KEY_BYTES = 32;
  private static final int HEAD = 5;

  /** One writes key files or clears them at a time. */
  private static final Object WRITING = new Object();

  /** Held to be wrapped anew; whoever reads this memory reads the derived keys beside it too. */
  private final byte[] data;

  private final byte[] records;
  private final byte[] names;
  private final byte[] files;

  private VaultKey(byte[] data) {
    this.data = data;
    this.records = hmac(data, "tinbao vault 1: records");
    this.names = hmac(data, "tinbao vault 1: names");
    this.files = hmac(data, "tinbao vault 1: files");
  }

  /**
   * Whether a PIN is needed to read the key in that file.
   *
   * @throws VaultException when the file is there but is not a key of a known kind
   */
  static boolean needsPin(Path file) throws IOException {
    return protection(Files.readAllBytes(file)) == PIN;
  }

  /**
   * The key of a file that needs a PIN; empty when it is not this one.
   *
   * @throws VaultException when the file is there but is not a key of that kind
   */
  static Optional<VaultKey> read(Path file, char[] pin) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (protection(bytes) != PIN) {
      throw new VaultException("the vault has no PIN");
    }
    return PinWrap.unwrap(Arrays.copyOfRange(bytes, HEAD, bytes.length), pin).map(VaultKey::new);
  }

  /** Writes the key bare; whatever protected it before no longer does. */
  void writeBare(Path file) throws IOException {
    write(file, BARE, data);
  }

  /** Writes the key under this PIN; whatever protected it before no longer does. */
  void writeUnder(Path file, char[] pin) throws IOException {
    write(file, PIN, PinWrap.wrap(data, pin));
  }

  /**
   * @throws VaultException when the file is there but is not a bare key
   */
  static VaultKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (protection(bytes) != BARE) {
      throw new VaultException("the vault needs its PIN");
    }
    return new VaultKey(Arrays.copyOfRange(bytes, HEAD, bytes.length));
  }

  static VaultKey create(Path file) throws IOException {
    byte[] data = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(data);
    VaultKey key = new VaultKey(data);
    key.writeBare(file);
    return key;
  }

  private static byte protection(byte[] bytes) {
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    boolean known =
        bytes.length > HEAD
            && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)
            && ((bytes[magic.length] == BARE && bytes.length == HEAD + KEY_BYTES)
                || (bytes[magic.length] == PIN && bytes.length == HEAD + PinWrap.BYTES));
    if (!known) {
      throw new VaultException("the key file is damaged or of a kind this version does not know");
    }
    return bytes[magic.length];
  }

  /**
   * Removes what a phone that died while it wrote a key left beside it: it may be the bare key of a
   * vault that has a PIN.
   */
  static void clearUnfinished(Path file) throws IOException {
    synchronized (WRITING) {
      DurableFiles.delete(DurableFiles.unfinished(file));
    }
  }

  /** Removes the key and whatever is left of one. */
  static void destroy(Path file) throws IOException {
    synchronized (WRITING) {
      DurableFiles.delete(DurableFiles.unfinished(file));
      DurableFiles.delete(file);
    }
  }

  private static void write(Path file, byte protection, byte[] content) throws IOException {
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(magic, HEAD + content.length);
    bytes[magic.length] = protection;
    System.arraycopy(content, 0, bytes, HEAD, content.length);
    try {
      synchronized (WRITING) {
        DurableFiles.write(file, bytes);
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  SecretKey forRecords() {
    return new SecretKeySpec(records, "AES");
  }

  /** A record's file name: 32 hexadecimal digits that only the holder of the key can tell apart. */
  String fileNameOf(String recordName) {
    byte[] mac = hmac(names, recordName);
    StringBuilder hex = new StringBuilder(32);
    for (int i = 0; i < 16; i++) {
      hex.append(Character.forDigit((mac[i] >> 4) & 0xf, 16));
      hex.append(Character.forDigit(mac[i] & 0xf, 16));
    }
    return hex.toString();
  }

  /** The key of one sealed file. */
  byte[] forFile(byte[] salt, String name) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] subject = Arrays.copyOf(salt, salt.length + nameBytes.length);
    System.arraycopy(nameBytes, 0, subject, salt.length, nameBytes.length);
    return hmac(files, subject);
  }

  /** A key for one writing of a file, from the key of its slot. */
  static byte[] once(byte[] key, byte[] salt) {
    return hmac(key, salt);
  }

  void forget() {
    Arrays.fill(data, (byte) 0);
    Arrays.fill(records, (byte) 0);
    Arrays.fill(files, (byte) 0);
    Arrays.fill(names, (byte) 0);
  }

  private static byte[] hmac(byte[] key, String text) {
    return hmac(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] subject) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(subject);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
