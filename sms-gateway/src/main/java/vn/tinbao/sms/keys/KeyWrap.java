package vn.tinbao.sms.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The master key outside of the key files: under what the secrets in {@code <home>/keys} lie on the
 * disk. Without one they lie as they are, 0600; with one, whoever has disk or key backup alone
 * opens nothing.
 *
 * <p>Contract of a provider: {@link #unwrap} gives back exactly what {@link #wrap} got, for the
 * same name only; anything else, and a key that is another, ends in a {@link KeyFileException} that
 * says which file and what to do, never content. Wrapping twice gives different texts. It may be
 * slow (a service is asked) and is called only when a file is read or written. {@link #name} goes
 * into the file and never changes.
 */
public interface KeyWrap {
  /** First word of a wrapped file. */
  String MARK = "tinbao-wrapped-1";

  /** Short name of the provider, which stands in the file: {@code env}, {@code kms}. */
  String name();

  /**
   * @param content a key file's text
   * @param file its name without folder; it opens under no other
   */
  String wrap(String content, String file);

  /**
   * @throws KeyFileException when it was changed, or wrapped for another name or by another key
   */
  String unwrap(String wrapped, String file);

  /** Key files as they are. A wrapped one is refused with words what is missing. */
  static KeyWrap none() {
    return new None();
  }

  /** Whether a file's text is a wrapped one. */
  static boolean isWrapped(String text) {
    return text.startsWith(MARK + " ");
  }

  /**
   * Reads a file's text as this provider must: a plain text where a key is configured is refused,
   * since it would mean that the disk has it readable.
   */
  default String read(String text, String file) {
    if (!isWrapped(text)) {
      throw new KeyFileException(
          "The key file "
              + file
              + " lies unwrapped although a master key is configured. Run: ./tinbao wrap-keys");
    }
    return unwrap(text, file);
  }

  /** The default: no key above the files. */
  final class None implements KeyWrap {
    private None() {}

    @Override
    public String name() {
      return "none";
    }

    @Override
    public String wrap(String content, String file) {
      return content;
    }

    @Override
    public String unwrap(String wrapped, String file) {
      return wrapped;
    }

    @Override
    public String read(String text, String file) {
      if (isWrapped(text)) {
        String by = text.split(" ", 3)[1];
        throw new KeyFileException(
            "The key file "
                + file
                + " is wrapped by a master key that is not configured. Set "
                + (by.equals("kms") ? "TINBAO_KMS_KEY_URI" : "TINBAO_MASTER_KEY")
                + ".");
      }
      return text;
    }
  }

  /** Under an AES-256-GCM key of 32 bytes from the environment. */
  final class Environment implements KeyWrap {
    private static final int BYTES = 32;
    private final Aead key;

    /**
     * @param base64 32 random bytes: {@code openssl rand -base64 32}
     */
    public Environment(String base64) {
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(base64.strip());
      } catch (IllegalArgumentException e) {
        throw wrong();
      }
      if (bytes.length != BYTES) {
        throw wrong();
      }
      try {
        key = new AesGcmJce(bytes);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("The master key cannot be used", e);
      }
    }

    private static KeyFileException wrong() {
      return new KeyFileException(
          "TINBAO_MASTER_KEY must be 32 random bytes in Base64. Make one: openssl rand -base64 32");
    }

    @Override
    public String name() {
      return "env";
    }

    @Override
    public String wrap(String content, String file) {
      return WrappedText.seal(name(), key, content, file);
    }

    @Override
    public String unwrap(String wrapped, String file) {
      return WrappedText.open(name(), key, wrapped, file);
    }

    @Override
    public String toString() {
      return "KeyWrap.Environment[…]";
    }
  }

  /**
   * Under a key that never leaves a key management service: every file has a data key of its own,
   * which the service seals (Tink envelope), so that files may be larger than a service takes.
   */
  final class Service implements KeyWrap {
    private final Aead key;

    /**
     * @param remote the service's key
     */
    public Service(Aead remote) {
      try {
        AeadConfig.register();
        key =
            com.google.crypto.tink.aead.KmsEnvelopeAead.create(
                com.google.crypto.tink.aead.PredefinedAeadParameters.AES256_GCM, remote);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("The master key cannot be used", e);
      }
    }

    @Override
    public String name() {
      return "kms";
    }

    @Override
    public String wrap(String content, String file) {
      return WrappedText.seal(name(), key, content, file);
    }

    @Override
    public String unwrap(String wrapped, String file) {
      return WrappedText.open(name(), key, wrapped, file);
    }

    @Override
    public String toString() {
      return "KeyWrap.Service[…]";
    }
  }
}
