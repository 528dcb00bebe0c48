package vn.tinbao.mobile.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A data key wrapped under a PIN: AES-256-GCM under what Argon2id (RFC 9106) makes of PIN and salt.
 *
 * <p>Form: memory in KiB, passes, lanes (4 bytes each), salt (16), nonce (12), wrapped key (48).
 * The cost stands in the file, so that a later version may ask for more. A PIN of six digits
 * resists somebody who has copied the file for hours to days, not for ever; a longer one is
 * allowed.
 */
final class PinWrap {
  /** Fits the heap of an old phone; a guess costs about a tenth of a second on a computer. */
  private static final int MEMORY_KIB = 32 * 1024;

  private static final int PASSES = 3;
  private static final int LANES = 1;

  /** More than this a file that was tampered with could ask for. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private static final int MOST_PASSES = 16;
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BITS = 128;
  static final int BYTES =
      3 * Integer.BYTES + SALT_BYTES + NONCE_BYTES + KEY_BYTES + TAG_BITS / Byte.SIZE;

  private PinWrap() {}

  /** Wraps the key anew, with a salt of its own. */
  static byte[] wrap(byte[] data, char[] pin) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    ByteBuffer head =
        ByteBuffer.allocate(3 * Integer.BYTES + SALT_BYTES)
            .putInt(MEMORY_KIB)
            .putInt(PASSES)
            .putInt(LANES)
            .put(salt);
    byte[] key = stretched(pin, salt, MEMORY_KIB, PASSES, LANES);
    try {
      byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, head.array(), data);
      return ByteBuffer.allocate(BYTES).put(head.array()).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The key; empty when the PIN is wrong (or the file was changed: nobody can tell which).
   *
   * @throws VaultException when this is no wrapped key at all
   */
  static Optional<byte[]> unwrap(byte[] wrapped, char[] pin) {
    ByteBuffer in = ByteBuffer.wrap(wrapped);
    byte[] head = new byte[3 * Integer.BYTES + SALT_BYTES];
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] sealed = new byte[KEY_BYTES + TAG_BITS / Byte.SIZE];
    int memory;
    int passes;
    int lanes;
    try {
      in.get(head).get(nonce).get(sealed);
      ByteBuffer read = ByteBuffer.wrap(head);
      memory = read.getInt();
      passes = read.getInt();
      lanes = read.getInt();
      read.get(salt);
    } catch (BufferUnderflowException cut) {
      throw new VaultException("the key file is damaged", cut);
    }
    if (in.hasRemaining()
        || memory < 8 * Math.max(lanes, 1)
        || memory > MOST_MEMORY_KIB
        || passes < 1
        || passes > MOST_PASSES
        || lanes != LANES) {
      throw new VaultException("the key file is damaged");
    }
    byte[] key = stretched(pin, salt, memory, passes, lanes);
    try {
      return Optional.of(crypt(Cipher.DECRYPT_MODE, key, nonce, head, sealed));
    } catch (AEADBadTagException wrong) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] head, byte[] input)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(head);
    return cipher.doFinal(input);
  }

  private static byte[] stretched(char[] pin, byte[] salt, int memory, int passes, int lanes) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin));
    byte[] password = Arrays.copyOf(encoded.array(), encoded.limit());
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(lanes)
            .build());
    byte[] key = new byte[KEY_BYTES];
    argon2.generateBytes(password, key);
    Arrays.fill(password, (byte) 0);
    Arrays.fill(encoded.array(), (byte) 0);
    return key;
  }
}
