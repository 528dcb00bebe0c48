package vn.tinbao.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.security.GeneralSecurityException;
import java.util.List;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.queue.BodySeal;

/**
 * A key that can be rotated, as it lies in its file. Not among them: {@code hash.key} and the
 * hashing half of {@code phone.key}, since of what they hashed nothing is kept that could be hashed
 * anew: receipts and replay keys are known to reporters alone, and a number is found by its hash.
 */
sealed interface RotatingKey {
  /** As in {@code rotate-keys --key}. */
  String name();

  /** Its file within the folder {@code keys}. */
  String file();

  Parameters parameters() throws GeneralSecurityException;

  /** The key set in the text of the file. */
  KeysetHandle parse(String text) throws GeneralSecurityException;

  /** Writes another key set in its place, in one step. */
  void write(KeyStore store, KeysetHandle keys) throws GeneralSecurityException;

  /** Names under which processes say that they seal with it. */
  default List<String> sealers() {
    return List.of(name());
  }

  /** Whether rows are sealed anew; otherwise they are waited for. */
  default boolean resealable() {
    return true;
  }

  default KeysetHandle read(KeyStore store) {
    try {
      AeadConfig.register();
      HybridConfig.register();
      return parse(store.read(file()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + store.file(file()) + " is damaged.", e);
    }
  }

  default Aead aead(KeysetHandle keys) throws GeneralSecurityException {
    return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /** All of them. */
  static List<RotatingKey> all() {
    return List.of(
        new Vault("master", VaultKeys.MASTER),
        new Vault("identity", VaultKeys.IDENTITY),
        new Phone(),
        new Bodies());
  }

  /** Master and identity key. */
  record Vault(String name, String file) implements RotatingKey {
    @Override
    public Parameters parameters() {
      return VaultKeys.aeadParameters();
    }

    @Override
    public KeysetHandle parse(String text) throws GeneralSecurityException {
      return com.google.crypto.tink.TinkJsonProtoKeysetFormat.parseKeyset(
          text, com.google.crypto.tink.InsecureSecretKeyAccess.get());
    }

    @Override
    public void write(KeyStore store, KeysetHandle keys) {
      store.replace(file, VaultKeys.text(keys));
    }
  }

  /** The sealing half of the phone key, which server and gateway share. */
  record Phone() implements RotatingKey {
    @Override
    public String name() {
      return "phone";
    }

    @Override
    public String file() {
      return PhoneKey.FILE;
    }

    @Override
    public Parameters parameters() {
      return VaultKeys.aeadParameters();
    }

    @Override
    public KeysetHandle parse(String text) throws GeneralSecurityException {
      return PhoneKey.sealing(text);
    }

    @Override
    public void write(KeyStore store, KeysetHandle keys) throws GeneralSecurityException {
      store.replace(file(), PhoneKey.withSealing(store.read(file()), keys));
    }
  }

  /**
   * The pair for inbound texts. The gateway cannot seal anew and need not: a text is erased as soon
   * as it was handled.
   */
  record Bodies() implements RotatingKey {
    private static final String PUBLIC = "sms-body.public";

    @Override
    public String name() {
      return "sms-body";
    }

    @Override
    public String file() {
      return "sms-body.private";
    }

    @Override
    public Parameters parameters() throws GeneralSecurityException {
      return BodySeal.parameters();
    }

    @Override
    public KeysetHandle parse(String text) throws GeneralSecurityException {
      return BodySeal.read(text);
    }

    @Override
    public void write(KeyStore store, KeysetHandle keys) throws GeneralSecurityException {
      store.replace(file(), BodySeal.write(keys));
      KeyFile.replace(store.file(PUBLIC), BodySeal.publicHalf(keys), "rw-r--r--");
    }

    @Override
    public List<String> sealers() {
      return List.of(name(), PUBLIC);
    }

    @Override
    public boolean resealable() {
      return false;
    }
  }
}
