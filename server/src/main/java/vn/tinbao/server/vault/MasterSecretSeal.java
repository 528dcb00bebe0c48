package vn.tinbao.server.vault;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** {@link SecretSeal} straight under the master key. */
@Singleton
final class MasterSecretSeal implements SecretSeal {
  private final VaultKeys keys;

  MasterSecretSeal(VaultKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    try {
      return keys.master().encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot seal", e);
    }
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    try {
      return keys.master().decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(context, e);
    }
  }
}
