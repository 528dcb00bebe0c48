package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The data key of one vault and the file that holds it.
 *
 * <p>File: four letters {@value #MAGIC}, one byte that says how the key is protected, then the key.
 * Protection 0 is the bare key in the app's private directory (a citizen without a PIN); other
 * numbers are for keys wrapped under a PIN. From the data key three keys are derived, for records,
 * for file names and for sealed files, so that a file name tells nothing about what is in it.
 */
final class VaultKey {
  static final String MAGIC = "TBK1";
  private static final byte BARE = 0;
  private static final int KEY_BYTES = 32;

  private final byte[] records;
  private final byte[] names;
  private final byte[] files;

  private VaultKey(byte[] data) {
    this.records = hmac(data, "tinbao vault 1: records");
    this.names = hmac(data, "tinbao vault 1: names");
    this.files = hmac(data, "tinbao vault 1: files");
    Arrays.fill(data, (byte) 0);
  }

  /**
   * @throws VaultException when the file is there but is not a key of a known kind
   */
  static VaultKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    int head = magic.length + 1;
    if (bytes.length != head + KEY_BYTES
        || !Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length)
        || bytes[magic.length] != BARE) {
      throw new VaultException("the key file is damaged or of a kind this version does not know");
    }
    return new VaultKey(Arrays.copyOfRange(bytes, head, bytes.length));
  }

  static VaultKey create(Path file) throws IOException {
    byte[] data = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(data);
    byte[] magic = MAGIC.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(magic, magic.length + 1 + KEY_BYTES);
    bytes[magic.length] = BARE;
    System.arraycopy(data, 0, bytes, magic.length + 1, KEY_BYTES);
    DurableFiles.write(file, bytes);
    Arrays.fill(bytes, (byte) 0);
    return new VaultKey(data);
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

  void forget() {
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
