package vn.tinbao.mobile.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps named records on the phone so that only this app can read them and no moment of dying loses
 * one: AES-256-GCM, one file a record, written beside and renamed over.
 *
 * <p>A directory holds the {@code key}, {@code records/} and the count of wrong PINs. A file's name
 * is derived from the record's name under the key and is bound to the content, so a file that was
 * swapped, cut or changed is refused. Content is padded to {@value #PADDING} bytes, so that a
 * file's length tells little. All methods may be called from any thread.
 */
public final class Vault implements AutoCloseable {
  /** Enough for a few hundred records on a phone; not a database. */
  public static final int MOST_BYTES_A_RECORD = 8 * 1024 * 1024;

  /** Wrong PINs in a row that destroy a vault. */
  public static final int MOST_TRIES = 10;

  static final String KEY = "key";
  private static final String RECORDS = "records";
  private static final String TRIES = "tries";
  private static final String UNUSABLE = "the phone's storage cannot be used";
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int PADDING = 512;

  private final Path directory;
  private final Path records;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Path> files = new TreeMap<>();
  private VaultKey key;
  private int unreadable;
  private boolean closed;

  @SuppressWarnings("ArrayRecordComponent")
  private record Opened(String name, byte[] content) {}

  private Vault(Path directory, @Nullable VaultKey unlocked) throws IOException {
    this.directory = directory;
    this.records = directory.resolve(RECORDS);
    this.key = unlocked == null ? unlock() : unlocked;
    DurableFiles.makePrivate(records);
    index();
  }

  /** How a vault's directory stands before it is opened. */
  public enum Standing {
    /** There is none, or its key is gone. */
    NONE,
    /** {@link #open} opens it. */
    OPEN,
    /** {@link #unlock(Path, char[])} opens it. */
    PIN
  }

  /**
   * Whether there is a vault in that directory, and whether a PIN protects it.
   *
   * @throws VaultException when the directory cannot be used or its key file is damaged
   */
  public static Standing standing(Path directory) {
    Path keyFile = directory.resolve(KEY);
    try {
      VaultKey.clearUnfinished(keyFile);
      return !Files.exists(keyFile)
          ? Standing.NONE
          : VaultKey.needsPin(keyFile) ? Standing.PIN : Standing.OPEN;
    } catch (IOException e) {
      throw new VaultException(UNUSABLE, e);
    }
  }

  /**
   * Tries a PIN. Every try is counted on the disk before it is made, so that a restart gives none
   * back; the {@value #MOST_TRIES}th wrong one in a row destroys everything. Takes a good part of a
   * second.
   *
   * @throws VaultException when there is no vault with a PIN, or the phone refuses to count
   */
  public static Unlocking unlock(Path directory, char[] pin) {
    return attempt(directory, pin, key -> new Vault(directory, key));
  }

  /**
   * The same when the vault is open and only a person has to show the PIN again: {@link
   * Unlocking.Opened} then holds this vault.
   */
  public Unlocking check(char[] pin) {
    return attempt(
        directory,
        pin,
        key -> {
          key.forget();
          return this;
        });
  }

  /** What becomes of the key that a right PIN gives. */
  private interface Opening {
    Vault with(VaultKey key) throws IOException;
  }

  /** One at a time: two tries made at once count as two. */
  private static synchronized Unlocking attempt(Path directory, char[] pin, Opening opening) {
    try {
      VaultKey.clearUnfinished(directory.resolve(KEY));
      int tries = count(directory);
      if (tries < MOST_TRIES) {
        tries++;
        DurableFiles.write(directory.resolve(TRIES), new byte[] {(byte) tries});
        Optional<VaultKey> key = VaultKey.read(directory.resolve(KEY), pin);
        if (key.isPresent()) {
          DurableFiles.delete(directory.resolve(TRIES));
          return new Unlocking.Opened(opening.with(key.get()));
        }
      }
      if (tries < MOST_TRIES) {
        return new Unlocking.Wrong(MOST_TRIES - tries);
      }
      destroy(directory);
      return new Unlocking.Destroyed();
    } catch (IOException e) {
      throw new VaultException(UNUSABLE, e);
    }
  }

  private static int count(Path directory) throws IOException {
    Path file = directory.resolve(TRIES);
    if (!Files.exists(file)) {
      return 0;
    }
    byte[] bytes = Files.readAllBytes(file);
    // A count that cannot be read is the highest.
    return bytes.length == 1 && bytes[0] >= 0 ? bytes[0] : MOST_TRIES;
  }

  /** Destroys the vault of a directory without opening it: the key first, then everything. */
  public static void destroy(Path directory) {
    try {
      if (Files.exists(directory)) {
        VaultKey.destroy(directory.resolve(KEY));
        DurableFiles.deleteTree(directory);
      }
    } catch (IOException e) {
      throw new VaultException("the phone could not remove everything", e);
    }
  }

  /**
   * From now on the vault opens with this PIN only. Survives dying in between: then the old way
   * still opens it.
   *
   * @throws VaultException when the phone could not keep it
   */
  public synchronized void protect(char[] pin) {
    requireOpen();
    try {
      key.writeUnder(directory.resolve(KEY), pin);
      DurableFiles.delete(directory.resolve(TRIES));
    } catch (IOException e) {
      throw new VaultException("the phone could not keep the PIN", e);
    }
  }

  /** From now on the vault opens without a PIN. */
  public synchronized void unprotect() {
    requireOpen();
    try {
      key.writeBare(directory.resolve(KEY));
      DurableFiles.delete(directory.resolve(TRIES));
    } catch (IOException e) {
      throw new VaultException("the phone could not remove the PIN", e);
    }
  }

  /**
   * Opens the vault in that directory and makes it when there is none.
   *
   * @throws VaultException when the directory cannot be used, its key file is damaged, or it needs
   *     a PIN
   */
  public static Vault open(Path directory) {
    try {
      return new Vault(directory, null);
    } catch (IOException e) {
      throw new VaultException(UNUSABLE, e);
    }
  }

  private VaultKey unlock() throws IOException {
    DurableFiles.makePrivate(directory);
    Path keyFile = directory.resolve(KEY);
    VaultKey.clearUnfinished(keyFile);
    if (!Files.exists(keyFile)) {
      // The key goes first in a wipe: what is left without it can never be read again.
      DurableFiles.deleteTree(records);
      DurableFiles.deleteTree(directory.resolve("files"));
      DurableFiles.makePrivate(records);
      return VaultKey.create(keyFile);
    }
    DurableFiles.makePrivate(records);
    return VaultKey.read(keyFile);
  }

  private void index() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(records)) {
      for (Path file : all) {
        if (file.getFileName().toString().endsWith(DurableFiles.UNFINISHED)) {
          Files.deleteIfExists(file);
          continue;
        }
        try {
          files.put(read(file).name(), file);
        } catch (VaultException damaged) {
          unreadable++;
        }
      }
    }
  }

  /**
   * Keeps the record; on return it survives the phone dying. Replaces a record of the same name as
   * a whole or not at all.
   *
   * @throws VaultException when the phone could not keep it; then the earlier record still stands
   */
  public synchronized void put(String name, byte[] content) {
    requireOpen();
    if (content.length > MOST_BYTES_A_RECORD) {
      throw new VaultException("a record of this size does not belong into the vault");
    }
    Path file = records.resolve(key.fileNameOf(name));
    try {
      DurableFiles.write(file, seal(file, name, content));
    } catch (IOException e) {
      throw new VaultException("the phone could not keep a record", e);
    }
    files.put(name, file);
  }

  /**
   * The record as it was kept; empty when there is none of that name.
   *
   * @throws VaultException when its file was changed from outside
   */
  public synchronized Optional<byte[]> get(String name) {
    requireOpen();
    Path file = files.get(name);
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(file).content());
    } catch (NoSuchFileException gone) {
      files.remove(name);
      return Optional.empty();
    } catch (IOException e) {
      throw new VaultException("the phone could not read a record", e);
    }
  }

  /** Removes the record; false when there was none. */
  public synchronized boolean delete(String name) {
    requireOpen();
    Path file = files.get(name);
    if (file == null) {
      return false;
    }
    try {
      boolean was = DurableFiles.delete(file);
      files.remove(name);
      return was;
    } catch (IOException e) {
      throw new VaultException("the phone could not remove a record", e);
    }
  }

  /** Names of the readable records that begin so, in the order of their characters. */
  public synchronized List<String> names(String prefix) {
    requireOpen();
    return files.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  /** What is too large for a record: photos, films, recordings. Destroyed with the vault. */
  public SealedFiles files() {
    return new SealedFiles(this, directory);
  }

  /** The key of one file, for whoever clears it after use. */
  synchronized byte[] fileKey(byte[] salt, String name) {
    requireOpen();
    return key.forFile(salt, name);
  }

  synchronized String fileNameOf(String name) {
    requireOpen();
    return key.fileNameOf(name);
  }

  /** How many files were found at opening that nobody can read any more. */
  public synchronized int unreadable() {
    return unreadable;
  }

  /**
   * Destroys the key first and then every record, and goes on with an empty vault under a new key
   * without a PIN.
   *
   * @throws VaultException when the phone refuses; the key is gone even if a record's file is not
   */
  public synchronized void wipe() {
    requireOpen();
    files.clear();
    unreadable = 0;
    key.forget();
    try {
      VaultKey.destroy(directory.resolve(KEY));
      key = unlock();
    } catch (IOException e) {
      closed = true;
      throw new VaultException("the phone could not remove everything", e);
    }
  }

  /** Destroys the key, every record and the directory itself; nothing can be kept afterwards. */
  public synchronized void destroy() {
    close();
    try {
      VaultKey.destroy(directory.resolve(KEY));
      DurableFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new VaultException("the phone could not remove everything", e);
    }
  }

  /** Forgets the key in memory; every later call but this one fails. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      files.clear();
      key.forget();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new VaultException("the vault is closed");
    }
  }

  private byte[] seal(Path file, String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int needed = Integer.BYTES * 2 + nameBytes.length + content.length;
    ByteBuffer plain = ByteBuffer.allocate((needed + PADDING - 1) / PADDING * PADDING);
    plain.putInt(nameBytes.length).put(nameBytes).putInt(content.length).put(content);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, file, plain.array(), 0, plain.capacity());
    return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
        .put(VERSION)
        .put(nonce)
        .put(sealed)
        .array();
  }

  private Opened read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int head = 1 + NONCE_BYTES;
    if (bytes.length < head + TAG_BITS / 8 || bytes[0] != VERSION) {
      throw new VaultException("a record was cut or is of an unknown kind");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(bytes, 1, nonce, 0, NONCE_BYTES);
    ByteBuffer plain =
        ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, nonce, file, bytes, head, bytes.length - head));
    byte[] name = new byte[plain.getInt()];
    plain.get(name);
    byte[] content = new byte[plain.getInt()];
    plain.get(content);
    return new Opened(new String(name, StandardCharsets.UTF_8), content);
  }

  private byte[] crypt(int mode, byte[] nonce, Path file, byte[] input, int from, int length) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.forRecords(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(file.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
      return cipher.doFinal(input, from, length);
    } catch (GeneralSecurityException e) {
      throw new VaultException("a record was changed by another hand", e);
    }
  }
}
