package vn.tinbao.sms.queue;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.keys.KeyFile;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.LiveKey;

/**
 * Seals what people write to us, the moment it arrives, so that only the server can read it. The
 * gateway stands in the outer network zone and has the public key only.
 *
 * <p>Texts are sealed under a content key (AES-256-GCM), which itself is sealed to the server's
 * public key (HPKE) and travels with each text. A content key is used for at most {@link #LIFETIME}
 * and then forgotten, used or not: whoever takes the gateway reads nothing that came before.
 */
@Singleton
public class BodySeal implements LiveKey {
  static final String PUBLIC = "sms-body.public";
  static final String PRIVATE = "sms-body.private";

  /** How long one content key is used, and exists, at most. */
  static final Duration LIFETIME = Duration.ofSeconds(60);

  /** First byte of a sealed body; one that was sealed to the public key at once begins with 1. */
  static final byte UNDER_CONTENT_KEY = 2;

  /** The same for a text with half a surrogate pair, as UTF-16: UTF-8 has no form for it. */
  static final byte HALVES_UNDER_CONTENT_KEY = 3;

  private static final int KEY_BYTES = 32;

  private final Path file;
  private final LongSupplier nanos;
  private final Executor atEndOfLife;
  private @Nullable ContentKey content;

  @Inject
  public BodySeal(HomeDirectory home) {
    this(
        home,
        System::nanoTime,
        CompletableFuture.delayedExecutor(LIFETIME.toNanos(), TimeUnit.NANOSECONDS));
  }

  /**
   * @param nanos a clock that never goes back
   * @param atEndOfLife runs what it gets when {@link #LIFETIME} has passed
   */
  BodySeal(HomeDirectory home, LongSupplier nanos, Executor atEndOfLife) {
    this.file = home.resolve("keys").resolve(PUBLIC);
    this.nanos = nanos;
    this.atEndOfLife = atEndOfLife;
  }

  /** One content key while it lives. */
  private static final class ContentKey {
    final String publicKey;
    final State state;
    final long madeAt;
    final byte[] sealed;
    private final byte[] key;
    private @Nullable Aead aead;

    ContentKey(String publicKey, long madeAt) throws GeneralSecurityException {
      HybridConfig.register();
      KeysetHandle server = BodySeal.read(publicKey);
      this.publicKey = publicKey;
      this.state = new State(Set.of(server.getPrimary().getId()), server.getPrimary().getId());
      this.madeAt = madeAt;
      this.key = Random.randBytes(KEY_BYTES);
      this.sealed =
          server
              .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
              .encrypt(key, contentKeyContext());
      this.aead = new AesGcmJce(key);
    }

    byte[] seal(byte form, byte[] text, byte[] context) throws GeneralSecurityException {
      Aead alive = aead;
      if (alive == null) {
        throw new GeneralSecurityException("forgotten");
      }
      byte[] body = alive.encrypt(text, context);
      return ByteBuffer.allocate(3 + sealed.length + body.length)
          .put(form)
          .putShort((short) sealed.length)
          .put(sealed)
          .put(body)
          .array();
    }

    void forget() {
      Arrays.fill(key, (byte) 0);
      aead = null;
    }
  }

  /**
   * Makes the pair {@code sms-body.public} and {@code sms-body.private}, unless it is there. The
   * server calls this at its first start; a gateway alone gets a copy of the public file.
   *
   * @throws KeyFileException when the files cannot be written, or the private one is gone
   */
  public static void createKeys(KeyStore store) {
    Path open = store.file(PUBLIC);
    if (Files.exists(open) && !store.exists(PRIVATE)) {
      throw new KeyFileException(
          "The key file "
              + store.file(PRIVATE)
              + " is missing while "
              + open
              + " is there: messages sealed with it could not be read. Put it back from the"
              + " backup.");
    }
    try {
      HybridConfig.register();
      // From the file, also when it was just made: another process may have been first.
      KeysetHandle pair = read(store.readOrCreate(PRIVATE, BodySeal::newPair));
      if (!Files.exists(open)) {
        KeyFile.create(open, publicHalf(pair), "rw-r--r--");
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + store.file(PRIVATE) + " is damaged.", e);
    }
  }

  /** The same in a folder whose files lie unwrapped. */
  public static void createKeys(Path folder) {
    createKeys(KeyStore.plain(folder));
  }

  private static String newPair() {
    try {
      return write(KeysetHandle.generateNew(parameters()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key for inbound texts could not be made", e);
    }
  }

  /**
   * Seals one text, exactly as it is, torn surrogate pairs included.
   *
   * @param id of the inbound row; the text opens under no other
   * @throws KeyFileException when the public key is not there yet; the message must not be
   *     acknowledged then
   */
  public synchronized byte[] seal(String text, UUID id) {
    try {
      return hasHalves(text)
          ? contentKey().seal(HALVES_UNDER_CONTENT_KEY, utf16(text), halvesContext(id))
          : contentKey()
              .seal(UNDER_CONTENT_KEY, text.getBytes(StandardCharsets.UTF_8), context(id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An inbound text could not be sealed", e);
    }
  }

  /**
   * Seals a picture, sound or film.
   *
   * @param id of its row; it opens under no other
   * @throws KeyFileException when the public key is not there yet
   */
  public synchronized byte[] sealMedia(byte[] content, UUID id) {
    try {
      return contentKey().seal(UNDER_CONTENT_KEY, content, mediaContext(id));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Inbound media could not be sealed", e);
    }
  }

  /** A part of a long message may begin or end within a surrogate pair. */
  private static boolean hasHalves(String text) {
    return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  private static byte[] utf16(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
    var unused = bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  /** Whether messages can be taken. */
  public synchronized boolean ready() {
    return content != null || Files.exists(file);
  }

  /** Whether a content key exists at the moment. */
  synchronized boolean holdsContentKey() {
    return content != null;
  }

  private ContentKey contentKey() {
    ContentKey now = content;
    if (now == null || nanos.getAsLong() - now.madeAt >= LIFETIME.toNanos()) {
      forget();
      ContentKey fresh = newContentKey();
      content = fresh;
      atEndOfLife.execute(() -> forget(fresh));
      now = fresh;
    }
    return now;
  }

  private synchronized void forget(ContentKey old) {
    old.forget();
    if (content == old) {
      content = null;
    }
  }

  private void forget() {
    if (content != null) {
      content.forget();
      content = null;
    }
  }

  private ContentKey newContentKey() {
    try {
      return new ContentKey(publicKey(), nanos.getAsLong());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + file + " is damaged.", e);
    }
  }

  private String publicKey() {
    if (!Files.exists(file)) {
      throw new KeyFileException(
          "Inbound SMS cannot be taken yet: the public key "
              + file
              + " is missing. The server makes it at its first start; copy it here from the"
              + " server's home directory.");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new KeyFileException("The key file " + file + " cannot be read.", e);
    }
  }

  @Override
  public String name() {
    return "sms-body.public";
  }

  /** The key that a text would be sealed to now; of no key at all when there is no file yet. */
  @Override
  public synchronized State state() {
    if (content != null) {
      return content.state;
    }
    if (!Files.exists(file)) {
      return new State(Set.of(), 0);
    }
    try {
      int id = read(publicKey()).getPrimary().getId();
      return new State(Set.of(id), id);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException("The key file " + file + " is damaged.", e);
    }
  }

  /** Forgets the content key when the public key has changed. */
  @Override
  public synchronized boolean refresh() {
    ContentKey now = content;
    if (now == null || !Files.exists(file) || now.publicKey.equals(publicKey())) {
      return false;
    }
    forget();
    return true;
  }

  /** What pairs are made of: X25519, HKDF-SHA-256, AES-256-GCM (RFC 9180). */
  public static HpkeParameters parameters() throws GeneralSecurityException {
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

  static byte[] halvesContext(UUID id) {
    return ("inbound utf-16 " + id).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] mediaContext(UUID id) {
    return ("inbound media " + id).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] contentKeyContext() {
    return "inbound content key".getBytes(StandardCharsets.US_ASCII);
  }

  /** A key set from a file's text. */
  public static KeysetHandle read(String text) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseKeyset(
        Base64.getDecoder().decode(text.strip()), InsecureSecretKeyAccess.get());
  }

  /** A key set as a file's text. */
  public static String write(KeysetHandle handle) throws GeneralSecurityException {
    return Base64.getEncoder()
            .encodeToString(
                TinkProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()))
        + "\n";
  }

  /** What a gateway needs of a pair: the key that seals, alone. */
  public static String publicHalf(KeysetHandle pair) throws GeneralSecurityException {
    return write(KeyRing.retired(pair).getPublicKeysetHandle());
  }
}
