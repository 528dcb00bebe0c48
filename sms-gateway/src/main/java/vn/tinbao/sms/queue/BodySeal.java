package vn.tinbao.sms.queue;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;

/**
 * Seals what people write to us, the moment it arrives, so that only the server can read it. The
 * gateway stands in the outer network zone and has the public key only.
 */
@Singleton
public class BodySeal {
  static final String PUBLIC = "sms-body.public";
  static final String PRIVATE = "sms-body.private";

  private final Path file;
  private volatile @Nullable HybridEncrypt key;

  public BodySeal(HomeDirectory home) {
    this.file = home.resolve("keys").resolve(PUBLIC);
  }

  /**
   * Makes the pair {@code sms-body.public} and {@code sms-body.private} in a directory, unless it
   * is there. The server calls this at its first start; a gateway alone gets a copy of the public
   * file.
   *
   * @throws KeyFileException when the files cannot be written, or the private one is gone
   */
  public static void createKeys(Path directory) {
    Path secret = directory.resolve(PRIVATE);
    Path open = directory.resolve(PUBLIC);
    if (Files.exists(open) && !Files.exists(secret)) {
      throw new KeyFileException(
          "The key file "
              + secret
              + " is missing while "
              + open
              + " is there: messages sealed with it could not be read. Put it back from the"
              + " backup.");
    }
    try {
      HybridConfig.register();
      KeysetHandle pair =
          Files.exists(secret)
              ? read(KeyFile.readSecret(secret))
              : KeysetHandle.generateNew(hpke());
      KeyFile.create(secret, write(pair), "rw-------");
      if (!Files.exists(open)) {
        // From the file: another process may have been first.
        KeysetHandle stored = read(KeyFile.readSecret(secret));
        KeyFile.create(open, write(stored.getPublicKeysetHandle()), "rw-r--r--");
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + secret + " is damaged.", e);
    }
  }

  /**
   * Seals one text.
   *
   * @param id of the inbound message; the text opens under no other
   * @throws KeyFileException when the public key is not there yet; the message must not be
   *     acknowledged then
   */
  public byte[] seal(String text, UUID id) {
    try {
      return key().encrypt(text.getBytes(StandardCharsets.UTF_8), context(id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An inbound text could not be sealed", e);
    }
  }

  /** Whether messages can be taken. */
  public boolean ready() {
    return key != null || Files.exists(file);
  }

  private HybridEncrypt key() {
    HybridEncrypt found = key;
    if (found == null) {
      found = load();
      key = found;
    }
    return found;
  }

  private HybridEncrypt load() {
    if (!Files.exists(file)) {
      throw new KeyFileException(
          "Inbound SMS cannot be taken yet: the public key "
              + file
              + " is missing. The server makes it at its first start; copy it here from the"
              + " server's home directory.");
    }
    try {
      HybridConfig.register();
      return read(Files.readString(file))
          .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    } catch (GeneralSecurityException | IllegalArgumentException | java.io.IOException e) {
      throw new KeyFileException("The key file " + file + " is damaged or unreadable.", e);
    }
  }

  private static HpkeParameters hpke() throws GeneralSecurityException {
    return HpkeParameters.builder()
        .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
        .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
        .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
        .setVariant(HpkeParameters.Variant.TINK)
        .build();
  }

  static byte[] context(UUID id) {
    return ("inbound " + id).getBytes(StandardCharsets.US_ASCII);
  }

  static KeysetHandle read(String text) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseKeyset(
        Base64.getDecoder().decode(text.strip()), InsecureSecretKeyAccess.get());
  }

  private static String write(KeysetHandle handle) throws GeneralSecurityException {
    return Base64.getEncoder()
            .encodeToString(
                TinkProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()))
        + "\n";
  }
}
