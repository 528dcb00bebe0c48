package vn.tinbao.server.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Gives every tip a data key of its own (AES-256-GCM), wrapped by the master key and bound to the
 * tip's id.
 */
@Singleton
public final class TipVault {
  private static final int KEY_BYTES = 32;

  private final VaultKeys keys;

  TipVault(VaultKeys keys) {
    this.keys = keys;
  }

  /** A fresh key for a tip; {@link TipKey#wrapped()} is what the table {@code tip_key} keeps. */
  public TipKey newKey(UUID tipId) {
    byte[] key = Random.randBytes(KEY_BYTES);
    try {
      return new TipKey(tipId, new AesGcmJce(key), keys.master().encrypt(key, binding(tipId)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The key of a tip from its wrapped form.
   *
   * @throws SealBrokenException when it is another tip's, changed, or the master key is another
   */
  public TipKey open(UUID tipId, byte[] wrapped) {
    try {
      return new TipKey(
          tipId, new AesGcmJce(keys.master().decrypt(wrapped, binding(tipId))), wrapped);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException("tip_key of " + tipId, e);
    }
  }

  /**
   * Seals what says who the reporter is, under the identity key, which staff rights never reach.
   */
  public byte[] sealIdentity(UUID tipId, String json) {
    try {
      return keys.identity().encrypt(json.getBytes(StandardCharsets.UTF_8), binding(tipId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot seal", e);
    }
  }

  private static byte[] binding(UUID tipId) {
    return ("tip:" + tipId).getBytes(StandardCharsets.UTF_8);
  }
}
