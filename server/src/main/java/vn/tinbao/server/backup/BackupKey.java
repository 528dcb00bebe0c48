package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.keys.KeyFile;

/**
 * The pair to which backups are sealed (HPKE, X25519 and AES-256-GCM). The server has the public
 * half only: whoever takes the server cannot read the backups made before. The private half is kept
 * elsewhere, if wished under a passphrase.
 */
public final class BackupKey {
  /** Name of the public half in {@code <home>/keys}. */
  public static final String PUBLIC = "backup.public";

  private static final String UNDER_PASSPHRASE = "tinbao-passphrase-1";
  private static final int SALT_BYTES = 16;
  private static final int ARGON_KIB = 64 * 1024;
  private static final int ARGON_PASSES = 3;

  private BackupKey() {}

  /**
   * Makes a pair and writes both halves; files that are there are never overwritten.
   *
   * @param passphrase under which the private half is sealed; null for none
   */
  static void create(Path privateFile, Path publicFile, char @Nullable [] passphrase) {
    for (Path file : new Path[] {privateFile, publicFile}) {
      if (Files.exists(file)) {
        throw new BackupException(
            "There is a file "
                + file
                + " already: it is never overwritten, since old backups need their key. To begin"
                + " with another key, move it away first and keep it as long as its backups.");
      }
    }
    try {
      HybridConfig.register();
      KeysetHandle pair =
          KeysetHandle.generateNew(
              HpkeParameters.builder()
                  .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                  .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                  .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                  .setVariant(HpkeParameters.Variant.TINK)
                  .build());
      String secret = write(pair);
      // The private half first: a public half alone would seal backups that nobody can open.
      KeyFile.create(
          privateFile, passphrase == null ? secret : lock(secret, passphrase), "rw-------");
      KeyFile.create(publicFile, write(pair.getPublicKeysetHandle()), "rw-r--r--");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A backup key could not be made", e);
    }
  }

  /**
   * @throws BackupException when there is none yet, or it is no such key
   */
  static HybridEncrypt loadPublic(Path file) {
    if (!Files.exists(file)) {
      throw new BackupException(
          "There is no backup key "
              + file
              + " yet. Make one once: ./tinbao backup-key FILE, and keep FILE away from this"
              + " machine.");
    }
    try {
      HybridConfig.register();
      return read(Files.readString(file))
          .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
    } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
      throw new BackupException("The backup key " + file + " is damaged or unreadable.", e);
    }
  }

  /**
   * @param passphrase null when none was given
   * @throws BackupException when the file is no such key, or the passphrase is missing or wrong
   */
  static HybridDecrypt loadPrivate(Path file, char @Nullable [] passphrase) {
    String text = KeyFile.readSecret(file);
    if (text.startsWith(UNDER_PASSPHRASE)) {
      if (passphrase == null) {
        throw new BackupException(
            "The backup key "
                + file
                + " is under a passphrase: give it when asked, or in TINBAO_BACKUP_PASSPHRASE.");
      }
      text = unlock(file, text, passphrase);
    }
    try {
      HybridConfig.register();
      return read(text).getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BackupException("The file " + file + " holds no private backup key.", e);
    }
  }

  /** Whether a passphrase must be asked for. */
  static boolean underPassphrase(Path file) {
    return KeyFile.readSecret(file).startsWith(UNDER_PASSPHRASE);
  }

  private static String lock(String secret, char[] passphrase) throws GeneralSecurityException {
    byte[] salt = Random.randBytes(SALT_BYTES);
    byte[] sealed =
        new AesGcmJce(stretch(passphrase, salt))
            .encrypt(
                secret.getBytes(StandardCharsets.UTF_8),
                UNDER_PASSPHRASE.getBytes(StandardCharsets.UTF_8));
    Base64.Encoder base64 = Base64.getEncoder();
    return UNDER_PASSPHRASE
        + " "
        + base64.encodeToString(salt)
        + " "
        + base64.encodeToString(sealed)
        + "\n";
  }

  private static String unlock(Path file, String text, char[] passphrase) {
    String[] words = text.strip().split(" ", -1);
    if (words.length != 3) {
      throw new BackupException("The backup key " + file + " is damaged.");
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      return new String(
          new AesGcmJce(stretch(passphrase, base64.decode(words[1])))
              .decrypt(base64.decode(words[2]), UNDER_PASSPHRASE.getBytes(StandardCharsets.UTF_8)),
          StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new BackupException("That is not the passphrase of the backup key " + file + ".", e);
    }
  }

  /** Argon2id (RFC 9106) with 64 MiB and 3 passes. */
  private static byte[] stretch(char[] passphrase, byte[] salt) {
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(ARGON_KIB)
            .withIterations(ARGON_PASSES)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] key = new byte[32];
    byte[] bytes = new String(passphrase).getBytes(StandardCharsets.UTF_8);
    argon.generateBytes(bytes, key);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  private static KeysetHandle read(String text) throws GeneralSecurityException {
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
