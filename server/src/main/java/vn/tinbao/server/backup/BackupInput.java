package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup file from its beginning to its end. Whatever is handed out was authenticated: a
 * changed, cut or foreign file ends in a {@link BackupException}.
 */
final class BackupInput implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int MOST_NAMES = 10_000;
  private static final int LONGEST_ROW = 1 << 30;
  private static final int LONGEST_FILE = 1 << 20;

  private final BackupHeader header;
  private final InputStream plain;
  private final DataInputStream in;
  private final String postgres;
  private final Map<String, List<String>> versions;
  private int sections;

  /** What comes next in a file. */
  sealed interface Section permits Table, StoredFile, Sequence {}

  /** A table; its rows must be read by {@link #nextRow} before the next section. */
  record Table(TableShape shape) implements Section {}

  /** A file of the folder {@code keys}. */
  @SuppressWarnings("ArrayRecordComponent")
  record StoredFile(String name, byte[] content) implements Section {
    @Override
    public String toString() {
      return "StoredFile[" + name + "]";
    }
  }

  /** Where a sequence stands. */
  record Sequence(String schema, String name, long value, boolean called) implements Section {}

  private BackupInput(
      BackupHeader header,
      InputStream plain,
      DataInputStream in,
      String postgres,
      Map<String, List<String>> versions) {
    this.header = header;
    this.plain = plain;
    this.in = in;
    this.postgres = postgres;
    this.versions = versions;
  }

  /** Only the readable beginning. */
  static BackupHeader header(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return BackupHeader.read(in);
    } catch (IOException e) {
      throw new BackupException("The backup file " + file + " cannot be read.", e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws BackupException when it is none, was sealed to another backup key, or is damaged
   */
  static BackupInput open(Path file, HybridDecrypt key) {
    InputStream plain = null;
    try {
      plain = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      BackupInput opened = open(plain, key);
      plain = null;
      return opened;
    } catch (IOException e) {
      throw damaged(e);
    } finally {
      closeQuietly(plain);
    }
  }

  /** The same from any stream. */
  static BackupInput open(InputStream plain, HybridDecrypt key) throws IOException {
    BackupHeader header = BackupHeader.read(plain);
    StreamingAead stream = streamKey(header, key);
    try {
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(
                  new GZIPInputStream(stream.newDecryptingStream(plain, header.bytes()), BUFFER),
                  BUFFER));
      String postgres = in.readUTF();
      Map<String, List<String>> versions = new LinkedHashMap<>();
      int schemas = count(in.readInt());
      for (int i = 0; i < schemas; i++) {
        versions.put(in.readUTF(), names(in));
      }
      return new BackupInput(header, plain, in, postgres, versions);
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    }
  }

  private static StreamingAead streamKey(BackupHeader header, HybridDecrypt key) {
    byte[] keyset;
    try {
      StreamingAeadConfig.register();
      keyset = key.decrypt(header.sealedKey(), header.binding());
    } catch (GeneralSecurityException e) {
      throw new BackupException(
          "The backup file was not made for this backup key, or its beginning was changed.", e);
    }
    try {
      KeysetHandle handle =
          TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get());
      return handle.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    } catch (GeneralSecurityException e) {
      throw damaged(e);
    } finally {
      Arrays.fill(keyset, (byte) 0);
    }
  }

  BackupHeader header() {
    return header;
  }

  /** Version of the server that it was taken from, for people. */
  String postgres() {
    return postgres;
  }

  /** Versions of the migrations that the rows were written with, by schema, in order. */
  Map<String, List<String>> versions() {
    return versions;
  }

  /** The next section; null at the end, which is checked. */
  @Nullable Section next() {
    try {
      int kind = in.readUnsignedByte();
      switch (kind) {
        case BackupOutput.END -> {
          if (in.readInt() != sections || in.read() != -1) {
            throw damaged(null);
          }
          return null;
        }
        case BackupOutput.TABLE -> {
          sections++;
          return new Table(new TableShape(in.readUTF(), in.readUTF(), names(in)));
        }
        case BackupOutput.FILE -> {
          sections++;
          String name = in.readUTF();
          int length = in.readInt();
          if (length < 0 || length > LONGEST_FILE) {
            throw damaged(null);
          }
          return new StoredFile(name, exactly(length));
        }
        case BackupOutput.SEQUENCE -> {
          sections++;
          return new Sequence(in.readUTF(), in.readUTF(), in.readLong(), in.readBoolean());
        }
        default -> throw damaged(null);
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** The next row of the table; null behind the last. */
  byte @Nullable [] nextRow() {
    try {
      int length = in.readInt();
      if (length == BackupOutput.END_OF_ROWS) {
        return null;
      }
      if (length < 0 || length > LONGEST_ROW) {
        throw damaged(null);
      }
      return exactly(length);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * What the rows came to when they were written; behind the last row.
   *
   * @throws BackupException when what was read comes to something else
   */
  void checkEnd(RowDigest read, TableShape table) {
    try {
      long rows = in.readLong();
      byte[] value = exactly(RowDigest.BYTES);
      if (rows != read.rows() || !Arrays.equals(value, read.value())) {
        throw new BackupException("The rows of " + table.path() + " do not add up.");
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw damaged(null);
    }
    return bytes;
  }

  private static List<String> names(DataInputStream in) throws IOException {
    int n = count(in.readInt());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(in.readUTF());
    }
    return names;
  }

  private static int count(int n) {
    if (n < 0 || n > MOST_NAMES) {
      throw damaged(null);
    }
    return n;
  }

  private static BackupException damaged(@Nullable Throwable cause) {
    return new BackupException(
        "The backup file is damaged or cut off: it does not open to its end. Take another one.",
        cause);
  }

  private static void closeQuietly(@Nullable InputStream stream) {
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException e) {
        // nothing was read that matters
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(plain);
  }
}
