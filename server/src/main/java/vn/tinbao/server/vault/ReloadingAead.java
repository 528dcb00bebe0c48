package vn.tinbao.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import java.security.GeneralSecurityException;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.LiveKey;

/**
 * A key file that seals and opens, and may be rotated meanwhile: what does not open is tried once
 * more with the file as it is now.
 */
final class ReloadingAead implements Aead, LiveKey {
  private final KeyStore store;
  private final String file;
  private volatile Keys keys;

  private record Keys(String raw, Aead aead, State state) {
    @Override
    public String toString() {
      return "Keys[…]";
    }
  }

  ReloadingAead(KeyStore store, String file) {
    this.store = store;
    this.file = file;
    var unused = store.readOrCreate(file, VaultKeys::freshAead);
    this.keys = read(store.raw(file));
  }

  private Keys read(String raw) {
    KeysetHandle handle = VaultKeys.parse(store, file, store.unwrap(file, raw));
    try {
      return new Keys(
          raw, handle.getPrimitive(RegistryConfiguration.get(), Aead.class), KeyRing.state(handle));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot use its algorithms", e);
    }
  }

  @Override
  public byte[] encrypt(byte[] plain, byte[] binding) throws GeneralSecurityException {
    return keys.aead().encrypt(plain, binding);
  }

  @Override
  public byte[] decrypt(byte[] sealed, byte[] binding) throws GeneralSecurityException {
    try {
      return keys.aead().decrypt(sealed, binding);
    } catch (GeneralSecurityException e) {
      if (refresh()) {
        return keys.aead().decrypt(sealed, binding);
      }
      throw e;
    }
  }

  /** {@code master} for {@code master.key}. */
  @Override
  public String name() {
    return file.substring(0, file.lastIndexOf('.'));
  }

  @Override
  public State state() {
    return keys.state();
  }

  @Override
  public synchronized boolean refresh() {
    String raw = store.raw(file);
    if (raw.equals(keys.raw())) {
      return false;
    }
    keys = read(raw);
    return true;
  }

  /** Names the file, never a key. */
  @Override
  public String toString() {
    return "ReloadingAead[" + file + "]";
  }
}
