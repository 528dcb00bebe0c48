package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes one backup file: header, then sections, compressed and encrypted on the way (AES-256-GCM
 * in segments of 1 MiB, Tink's streaming AEAD). The file appears under its name only when it is
 * whole and on the disk; until then it is called {@code .part}.
 */
final class BackupOutput implements AutoCloseable {
  static final int END = 0;
  static final int TABLE = 1;
  static final int FILE = 2;
  static final int SEQUENCE = 3;
  static final int END_OF_ROWS = -1;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final DataOutputStream out;
  private int sections;
  private boolean finished;

  private BackupOutput(Path file, Path part, FileChannel channel, DataOutputStream out) {
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.out = out;
  }

  /**
   * Begins a file.
   *
   * @param versions of the migrations, by schema
   */
  static BackupOutput create(
      Path file,
      HybridEncrypt key,
      BackupHeader.Kind kind,
      Instant takenAt,
      String postgres,
      Map<String, List<String>> versions)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
    try {
      DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(encrypting(channel, key, kind, takenAt), BUFFER));
      out.writeUTF(postgres);
      out.writeInt(versions.size());
      for (Map.Entry<String, List<String>> schema : versions.entrySet()) {
        out.writeUTF(schema.getKey());
        out.writeInt(schema.getValue().size());
        for (String version : schema.getValue()) {
          out.writeUTF(version);
        }
      }
      return new BackupOutput(file, part, channel, out);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static OutputStream encrypting(
      FileChannel channel, HybridEncrypt key, BackupHeader.Kind kind, Instant takenAt)
      throws IOException {
    try {
      StreamingAeadConfig.register();
      KeysetHandle fresh =
          KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB);
      BackupHeader unsealed = new BackupHeader(kind, UUID.randomUUID(), takenAt, new byte[0]);
      BackupHeader header =
          new BackupHeader(
              kind,
              unsealed.id(),
              takenAt,
              key.encrypt(
                  TinkProtoKeysetFormat.serializeKeyset(fresh, InsecureSecretKeyAccess.get()),
                  unsealed.binding()));
      OutputStream plain = Channels.newOutputStream(channel);
      plain.write(header.bytes());
      OutputStream sealed =
          fresh
              .getPrimitive(RegistryConfiguration.get(), StreamingAead.class)
              .newEncryptingStream(plain, header.bytes());
      return new GZIPOutputStream(sealed, BUFFER) {
        {
          def.setLevel(Deflater.BEST_SPEED);
        }
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A backup cannot be encrypted", e);
    }
  }

  void beginTable(TableShape table) throws IOException {
    section(TABLE);
    out.writeUTF(table.schema());
    out.writeUTF(table.name());
    out.writeInt(table.columns().size());
    for (String column : table.columns()) {
      out.writeUTF(column);
    }
  }

  /** One row in PostgreSQL's text format, with its line end. */
  void row(byte[] row) throws IOException {
    out.writeInt(row.length);
    out.write(row);
  }

  void endTable(RowDigest digest) throws IOException {
    out.writeInt(END_OF_ROWS);
    out.writeLong(digest.rows());
    out.write(digest.value());
  }

  void file(String name, byte[] content) throws IOException {
    section(FILE);
    out.writeUTF(name);
    out.writeInt(content.length);
    out.write(content);
  }

  void sequence(String schema, String name, long value, boolean called) throws IOException {
    section(SEQUENCE);
    out.writeUTF(schema);
    out.writeUTF(name);
    out.writeLong(value);
    out.writeBoolean(called);
  }

  private void section(int kind) throws IOException {
    out.writeByte(kind);
    sections++;
  }

  /** Ends the file and gives it its name, over an older one of that name; its size in bytes. */
  long finish() throws IOException {
    out.writeByte(END);
    out.writeInt(sections);
    out.flush();
    // Closing writes the last segment; it closes the channel too, so the disk is told by another.
    out.close();
    try (FileChannel again = FileChannel.open(part, StandardOpenOption.WRITE)) {
      again.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
    finished = true;
    return Files.size(file);
  }

  /** Leaves nothing behind when it was not finished. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      channel.close();
      Files.deleteIfExists(part);
    }
  }
}
