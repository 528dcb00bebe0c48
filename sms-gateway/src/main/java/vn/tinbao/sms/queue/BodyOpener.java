package vn.tinbao.sms.queue;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import vn.tinbao.sms.keys.KeyFileException;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.keys.LiveKey;
import vn.tinbao.sms.queue.InboundSms.SealedText;

/**
 * Reads what {@link BodySeal} sealed. Lives in the server's vault; no bean of the gateway, which
 * never has the private key.
 */
public final class BodyOpener implements LiveKey {
  private static final int CONTENT_KEYS_KEPT = 64;

  private final KeyStore store;
  private final Map<ByteBuffer, Aead> contentKeys =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Aead> eldest) {
          return size() > CONTENT_KEYS_KEPT;
        }
      };
  private volatile Key key;

  private record Key(String raw, HybridDecrypt decrypt, State state) {
    @Override
    public String toString() {
      return "Key[…]";
    }
  }

  private BodyOpener(KeyStore store) {
    this.store = store;
    this.key = read(store.raw(BodySeal.PRIVATE));
  }

  /**
   * @param store with {@code sms-body.private}, as {@link BodySeal#createKeys} made it
   * @throws KeyFileException when the file is missing, damaged or open to others
   */
  public static BodyOpener load(KeyStore store) {
    return new BodyOpener(store);
  }

  /** The same in a folder whose files lie unwrapped. */
  public static BodyOpener load(Path folder) {
    return load(KeyStore.plain(folder));
  }

  private Key read(String raw) {
    try {
      HybridConfig.register();
      KeysetHandle pair = BodySeal.read(store.unwrap(BodySeal.PRIVATE, raw));
      return new Key(
          raw,
          pair.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class),
          KeyRing.state(pair));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new KeyFileException(
          "The key file " + store.file(BodySeal.PRIVATE) + " is damaged.", e);
    }
  }

  /** What stands for parts of a long message that are not there. */
  public static final String GAP = "[…]";

  /**
   * The text of an inbound message, its parts joined; {@link #GAP} where some are missing.
   *
   * @throws IllegalArgumentException when it was sealed to another key or for another message, or
   *     was changed
   */
  public String open(InboundSms sms) {
    StringBuilder text = new StringBuilder();
    int next = 1;
    for (SealedText part : sms.texts()) {
      String words = open(part);
      if (part.number() > next) {
        gap(text);
        text.append(words.isEmpty() || Character.isWhitespace(words.charAt(0)) ? "" : " ");
      }
      text.append(words);
      next = part.number() + 1;
    }
    if (next <= sms.parts()) {
      gap(text);
    }
    return text.toString();
  }

  private static void gap(StringBuilder text) {
    boolean apart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(apart ? "" : " ").append(GAP);
  }

  /**
   * A picture, sound or film that came with a message.
   *
   * @param id of it
   * @throws IllegalArgumentException when it was sealed to another key or for another row, or was
   *     changed
   */
  public byte[] openMedia(UUID id, byte[] sealed) {
    try {
      if (sealed.length == 0 || sealed[0] != BodySeal.UNDER_CONTENT_KEY) {
        throw new GeneralSecurityException("another form");
      }
      return underContentKey(sealed, BodySeal.mediaContext(id));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Media " + id + " was not sealed to our key", e);
    }
  }

  private String open(SealedText sealed) {
    try {
      byte[] body = sealed.sealed();
      byte form = body.length > 0 ? body[0] : 0;
      return switch (form) {
        case BodySeal.UNDER_CONTENT_KEY ->
            new String(
                underContentKey(body, BodySeal.context(sealed.id())), StandardCharsets.UTF_8);
        case BodySeal.HALVES_UNDER_CONTENT_KEY ->
            ByteBuffer.wrap(underContentKey(body, BodySeal.halvesContext(sealed.id())))
                .asCharBuffer()
                .toString();
        default -> new String(decrypt(body, BodySeal.context(sealed.id())), StandardCharsets.UTF_8);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "Message " + sealed.id() + " was not sealed to our key", e);
    }
  }

  private byte[] underContentKey(byte[] body, byte[] context) throws GeneralSecurityException {
    ByteBuffer parts = ByteBuffer.wrap(body, 1, body.length - 1);
    int length = parts.remaining() < 2 ? -1 : parts.getShort();
    if (length < 0 || length > parts.remaining()) {
      throw new GeneralSecurityException("cut off");
    }
    byte[] sealedKey = new byte[length];
    parts.get(sealedKey);
    byte[] sealedText = new byte[parts.remaining()];
    parts.get(sealedText);
    return contentKey(sealedKey).decrypt(sealedText, context);
  }

  private synchronized Aead contentKey(byte[] sealed) throws GeneralSecurityException {
    Aead known = contentKeys.get(ByteBuffer.wrap(sealed));
    if (known == null) {
      known = new AesGcmJce(decrypt(sealed, BodySeal.contentKeyContext()));
      contentKeys.put(ByteBuffer.wrap(sealed), known);
    }
    return known;
  }

  private byte[] decrypt(byte[] sealed, byte[] context) throws GeneralSecurityException {
    try {
      return key.decrypt().decrypt(sealed, context);
    } catch (GeneralSecurityException e) {
      if (refresh()) {
        return key.decrypt().decrypt(sealed, context);
      }
      throw e;
    }
  }

  @Override
  public String name() {
    return "sms-body";
  }

  @Override
  public State state() {
    return key.state();
  }

  @Override
  public synchronized boolean refresh() {
    String raw = store.raw(BodySeal.PRIVATE);
    if (raw.equals(key.raw())) {
      return false;
    }
    key = read(raw);
    return true;
  }
}
