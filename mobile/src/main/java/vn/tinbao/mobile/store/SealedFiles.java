package vn.tinbao.mobile.store;

import io.avaje.jsonb.Json;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Photos, films and recordings beside a vault's records: sealed piece by piece, so that a file of
 * any length needs little memory and can be read on from anywhere, and no plain byte of it ever
 * lies on the disk.
 *
 * <p>A file is {@code "TBF1"}, 16 random bytes, then pieces of {@value #PIECE} bytes under a key of
 * that file alone (derived from the vault's key, the random bytes and the file's name); one that
 * was written through a {@link Slot} is {@code "TBF2"}, 16 and 16 random bytes, its key derived
 * once more from the second. Each piece is AES-256-GCM with its number and "is the last" as nonce:
 * pieces cannot be swapped, dropped, cut off or put into another file. The last piece is padded to
 * {@value #PADDING} bytes. Names are hidden like those of records. Which files are still wanted,
 * the caller knows: see {@link #keepOnly}.
 *
 * <p>Methods may be called from any thread; one file is written once and never changed.
 */
public final class SealedFiles {
  /** Plain bytes of a piece, its length among them. */
  static final int PIECE = 64 * 1024;

  static final int PADDING = 4096;

  private static final String DIRECTORY = "files";
  private static final byte[] MAGIC = "TBF1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MAGIC_OF_A_SLOT = "TBF2".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT = 16;
  private static final int TAG = 16;
  private static final int CONTENT = PIECE - Integer.BYTES;

  private final Vault vault;
  private final Path directory;

  SealedFiles(Vault vault, Path vaultDirectory) {
    this.vault = vault;
    this.directory = vaultDirectory.resolve(DIRECTORY);
  }

  /**
   * What one file can be written with later, while the vault is locked, and nothing can be read
   * with: whoever has it and the phone's storage can read what was written through it until it is
   * thrown away. May be used more than once; no key is.
   *
   * @param name of the file
   * @param file its hidden name in the vault's directory
   * @param salt in base64, as is the key
   */
  @Json
  public record Slot(String name, String file, String salt, String key) {
    /** Never the key. */
    @Override
    public String toString() {
      return "Slot[" + file + "]";
    }
  }

  /** A slot for a file of that name. */
  public Slot slot(String name) {
    byte[] salt = random();
    byte[] key = vault.fileKey(salt, name);
    try {
      return new Slot(name, hidden(name), encoded(salt), encoded(key));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Begins the file of a slot, the vault may be locked.
   *
   * @param vaultDirectory of the vault that gave the slot
   * @throws VaultException when the phone refuses
   */
  public static Draft draft(Path vaultDirectory, Slot slot) {
    byte[] salt = Base64.getDecoder().decode(slot.salt());
    byte[] base = Base64.getDecoder().decode(slot.key());
    byte[] again = random();
    ByteBuffer head = ByteBuffer.allocate(MAGIC.length + 2 * SALT);
    head.put(MAGIC_OF_A_SLOT).put(salt).put(again).flip();
    Path directory = vaultDirectory.resolve(DIRECTORY);
    try {
      return new Draft(
          slot.name(), directory, directory.resolve(slot.file()), VaultKey.once(base, again), head);
    } catch (IOException e) {
      throw new VaultException("the phone could not keep a file", e);
    } finally {
      Arrays.fill(base, (byte) 0);
    }
  }

  /** Whether the file of a slot is there whole. */
  public static boolean contains(Path vaultDirectory, Slot slot) {
    return Files.exists(vaultDirectory.resolve(DIRECTORY).resolve(slot.file()));
  }

  private static byte[] random() {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * A file on its way into the vault: it is there once {@link #keep} has returned. It holds the key
   * of this one file, so it can be written and kept also when the vault was closed meanwhile.
   */
  public static final class Draft extends OutputStream {
    private final String name;
    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private final byte[] key;
    private final byte[] piece = new byte[PIECE];
    private int filled;
    private int number;
    private long length;
    private boolean done;

    /**
     * @param key of this file alone; cleared with the draft
     * @param head what the file begins with
     */
    private Draft(String name, Path directory, Path file, byte[] key, ByteBuffer head)
        throws IOException {
      this.name = name;
      this.file = file;
      this.unfinished = DurableFiles.unfinished(file);
      this.key = key;
      DurableFiles.makePrivate(directory);
      this.channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      DurableFiles.onlyForThisApp(unfinished);
      writeFully(head);
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int at = from;
      int left = count;
      while (left > 0) {
        if (filled == CONTENT) {
          flushPiece(false);
        }
        int n = Math.min(left, CONTENT - filled);
        System.arraycopy(bytes, at, piece, Integer.BYTES + filled, n);
        filled += n;
        at += n;
        left -= n;
      }
      length += count;
    }

    /** How many bytes were written so far. */
    public long length() {
      return length;
    }

    /**
     * On return the file is in the vault and survives the phone dying.
     *
     * @throws VaultException when the phone could not keep it; then there is none of this name
     */
    public void keep() {
      try {
        flushPiece(true);
        channel.force(true);
        channel.close();
        DurableFiles.rename(unfinished, file);
        done = true;
      } catch (IOException e) {
        throw new VaultException("the phone could not keep a file", e);
      } finally {
        close();
      }
    }

    /** Without {@link #keep} before it, nothing is left of the file. */
    @Override
    public void close() {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(piece, (byte) 0);
      try {
        channel.close();
        if (!done) {
          Files.deleteIfExists(unfinished);
        }
      } catch (IOException e) {
        throw new VaultException("the phone could not let a file go", e);
      }
    }

    private void flushPiece(boolean last) throws IOException {
      ByteBuffer.wrap(piece).putInt(filled);
      int plain = Integer.BYTES + filled;
      int padded = last ? Math.min(PIECE, (plain + PADDING - 1) / PADDING * PADDING) : PIECE;
      Arrays.fill(piece, plain, padded, (byte) 0);
      writeFully(
          ByteBuffer.wrap(crypt(Cipher.ENCRYPT_MODE, key, name, number, last, piece, 0, padded)));
      number++;
      filled = 0;
    }

    private void writeFully(ByteBuffer rest) throws IOException {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /**
   * Begins a file; whatever had this name before stays until the new one is kept.
   *
   * @throws VaultException when the phone refuses or the vault is closed
   */
  public Draft create(String name) {
    byte[] salt = random();
    ByteBuffer head = ByteBuffer.allocate(MAGIC.length + SALT).put(MAGIC).put(salt).flip();
    try {
      return new Draft(name, directory, path(name), vault.fileKey(salt, name), head);
    } catch (IOException e) {
      throw new VaultException("the phone could not keep a file", e);
    }
  }

  public boolean contains(String name) {
    return Files.exists(path(name));
  }

  /**
   * Reads a file from its byte {@code from} on.
   *
   * @throws VaultException when there is none, or it was changed from outside
   */
  public InputStream open(String name, long from) {
    try {
      return new Pieces(name, from);
    } catch (IOException e) {
      throw new VaultException("the phone could not read a file", e);
    }
  }

  /** Removes the file; false when there was none. */
  public boolean delete(String name) {
    try {
      return DurableFiles.delete(path(name));
    } catch (IOException e) {
      throw new VaultException("the phone could not remove a file", e);
    }
  }

  /**
   * Removes every file but these, unfinished ones too: what a phone that died left behind. To be
   * called before any is created.
   */
  public void keepOnly(Collection<String> names) {
    keepOnly(names, Set.of());
  }

  /**
   * The same while some are being written.
   *
   * @param beingWritten names of files that may be unfinished
   */
  public void keepOnly(Collection<String> names, Collection<String> beingWritten) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    Set<Path> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(path(name)));
    beingWritten.forEach(
        name -> {
          wanted.add(path(name));
          wanted.add(DurableFiles.unfinished(path(name)));
        });
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        if (!wanted.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new VaultException("the phone could not remove a file", e);
    }
  }

  private Path path(String name) {
    return directory.resolve(hidden(name));
  }

  private String hidden(String name) {
    return vault.fileNameOf("file/" + name);
  }

  /** The plain bytes of one file, piece by piece. */
  private final class Pieces extends InputStream {
    private final String name;
    private final FileChannel channel;
    private final byte[] key;
    private final int head;
    private final long pieces;
    private long next;
    private byte[] piece = new byte[0];
    private int at;
    private int end;

    Pieces(String name, long from) throws IOException {
      this.name = name;
      this.channel = openChannel(path(name));
      try {
        byte[] magic = read(0, MAGIC.length);
        boolean slot = Arrays.equals(magic, MAGIC_OF_A_SLOT);
        if (!slot && !Arrays.equals(magic, MAGIC)) {
          throw new VaultException("a file is of an unknown kind");
        }
        byte[] base = vault.fileKey(read(MAGIC.length, SALT), name);
        this.key = slot ? VaultKey.once(base, read(MAGIC.length + SALT, SALT)) : base;
        this.head = MAGIC.length + (slot ? 2 : 1) * SALT;
        this.pieces = (channel.size() - head + PIECE + TAG - 1) / (PIECE + TAG);
        this.next = from / CONTENT;
        long within = from % CONTENT;
        if (next < pieces && fill()) {
          at = (int) Math.min(end, at + within);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    private FileChannel openChannel(Path file) throws IOException {
      try {
        return FileChannel.open(file, StandardOpenOption.READ);
      } catch (NoSuchFileException e) {
        throw new VaultException("there is no file of this name", e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      while (at == end) {
        if (!fill()) {
          return -1;
        }
      }
      int n = Math.min(most, end - at);
      System.arraycopy(piece, at, into, from, n);
      at += n;
      return n;
    }

    private boolean fill() throws IOException {
      if (next >= pieces) {
        return false;
      }
      long start = head + next * (PIECE + TAG);
      int length = (int) Math.min(PIECE + TAG, channel.size() - start);
      boolean last = next == pieces - 1;
      byte[] sealed = read(start, length);
      Arrays.fill(piece, (byte) 0);
      piece = crypt(Cipher.DECRYPT_MODE, key, name, (int) next, last, sealed, 0, length);
      int content = ByteBuffer.wrap(piece).getInt();
      if (content < 0 || content > piece.length - Integer.BYTES) {
        throw new VaultException("a file was changed by another hand");
      }
      at = Integer.BYTES;
      end = at + content;
      next++;
      return true;
    }

    private byte[] read(long position, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new EOFException();
        }
      }
      return bytes.array();
    }

    @Override
    public void close() throws IOException {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(piece, (byte) 0);
      at = end;
      channel.close();
    }
  }

  private static byte[] crypt(
      int mode,
      byte[] key,
      String name,
      int number,
      boolean last,
      byte[] input,
      int from,
      int length) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] nonce =
          ByteBuffer.allocate(12).putInt(8, number).put(7, (byte) (last ? 1 : 0)).array();
      cipher.init(
          mode,
          new javax.crypto.spec.SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG * 8, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input, from, length);
    } catch (GeneralSecurityException e) {
      throw new VaultException("a file was changed by another hand", e);
    }
  }
}
