package vn.tinbao.sms.keys;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import vn.tinbao.sms.db.HomeDirectory;

/**
 * The folder {@code keys}: reads and writes its secret files through the {@link KeyWrap} of the
 * house.
 */
public final class KeyStore {
  private final Path folder;
  private final KeyWrap wrap;

  public KeyStore(Path folder, KeyWrap wrap) {
    this.folder = folder;
    this.wrap = wrap;
  }

  /** A folder whose files lie as they are. */
  public static KeyStore plain(Path folder) {
    return new KeyStore(folder, KeyWrap.none());
  }

  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public KeyWrap wrap() {
    return wrap;
  }

  public boolean exists(String name) {
    return Files.exists(file(name));
  }

  /**
   * Reads a secret, which is made first when the file is missing.
   *
   * @throws KeyFileException when it cannot be read, made or unwrapped, or others may read it
   */
  public String readOrCreate(String name, Supplier<String> content) {
    return wrap.read(
        KeyFile.readOrCreateSecret(file(name), () -> wrap.wrap(content.get(), base(name))),
        base(name));
  }

  /**
   * @throws KeyFileException when it is missing, cannot be read or unwrapped, or others may read it
   */
  public String read(String name) {
    return wrap.read(KeyFile.readSecret(file(name)), base(name));
  }

  /** A file's text as it lies, to notice a change without asking the master key. */
  public String raw(String name) {
    return KeyFile.readSecret(file(name));
  }

  /** What {@link #raw} gave, unwrapped. */
  public String unwrap(String name, String raw) {
    return wrap.read(raw, base(name));
  }

  /** Writes a secret that must not be there yet; yields to one that is. */
  public void create(String name, String content) {
    KeyFile.create(file(name), wrap.wrap(content, base(name)), "rw-------");
  }

  /**
   * Puts another content in the place of a secret; whole or not at all, and on the disk when this
   * returns. For rotation, which adds keys and drops those that nothing needs.
   */
  public void replace(String name, String content) {
    KeyFile.replace(file(name), wrap.wrap(content, base(name)), "rw-------");
  }

  /** Retired keys are bound to the name they had in {@code retired/}. */
  private static String base(String name) {
    return Objects.requireNonNull(Path.of(name).getFileName()).toString();
  }

  /** Makes the bean from the home directory and the settings. */
  @Factory
  static final class Beans {
    @Singleton
    KeyStore keyStore(
        HomeDirectory home,
        @Value("${tinbao.master-key:}") String masterKey,
        @Value("${tinbao.kms-key-uri:}") String kmsKeyUri,
        @Value("${tinbao.kms-credentials:}") String kmsCredentials) {
      return new KeyStore(
          home.resolve("keys"), MasterKeySource.choose(masterKey, kmsKeyUri, kmsCredentials));
    }
  }
}
