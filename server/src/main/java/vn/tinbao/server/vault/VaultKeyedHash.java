package vn.tinbao.server.vault;

import jakarta.inject.Singleton;

/** {@link KeyedHash} under the vault's key of hashes. */
@Singleton
final class VaultKeyedHash implements KeyedHash {
  private final VaultKeys keys;

  VaultKeyedHash(VaultKeys keys) {
    this.keys = keys;
  }

  @Override
  public byte[] of(String purpose, byte[] data) {
    return keys.hash("room:" + purpose, data);
  }
}
