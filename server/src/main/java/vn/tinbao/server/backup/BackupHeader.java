package vn.tinbao.server.backup;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * The readable beginning of a backup file: which kind it is and of which moment, and the key of the
 * rest, sealed to the backup key. The rest is bound to these bytes.
 *
 * @param id of this file
 * @param takenAt the snapshot's moment
 * @param sealedKey the stream's key set, sealed by HPKE
 */
@SuppressWarnings("ArrayRecordComponent")
record BackupHeader(Kind kind, UUID id, Instant takenAt, byte[] sealedKey) {
  /** What a file holds. */
  enum Kind {
    /** What may be kept for years: opens nothing without a key file. */
    CONTENT,
    /** What must be forgettable: only the newest is kept. */
    KEYS
  }

  private static final byte[] MAGIC = "TINBAO-BACKUP\n".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int LONGEST_KEY = 4096;

  /** What the sealed key is bound to. */
  byte[] binding() {
    return bytes(false);
  }

  /** The whole header, which the stream is bound to. */
  byte[] bytes() {
    return bytes(true);
  }

  private byte[] bytes(boolean withKey) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeByte(FORMAT);
      out.writeByte(kind == Kind.CONTENT ? 'C' : 'K');
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
      out.writeLong(takenAt.getEpochSecond());
      out.writeInt(takenAt.getNano());
      if (withKey) {
        out.writeInt(sealedKey.length);
        out.write(sealedKey);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads the header and leaves the stream behind it.
   *
   * @throws BackupException when this is no backup file, or one of a later format
   */
  static BackupHeader read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      if (!Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
        throw new BackupException("This is no backup file of TinBao.");
      }
      int format = data.readUnsignedByte();
      if (format != FORMAT) {
        throw new BackupException(
            "The backup file has format " + format + ", which this TinBao does not know.");
      }
      int kind = data.readUnsignedByte();
      UUID id = new UUID(data.readLong(), data.readLong());
      long seconds = data.readLong();
      int nanos = data.readInt();
      int length = data.readInt();
      if (kind != 'C' && kind != 'K'
          || seconds < 0
          || seconds > Instant.MAX.getEpochSecond()
          || nanos < 0
          || nanos > 999_999_999
          || length < 1
          || length > LONGEST_KEY) {
        throw new BackupException("The backup file is damaged at its beginning.");
      }
      byte[] sealedKey = data.readNBytes(length);
      if (sealedKey.length != length) {
        throw new BackupException("The backup file is cut off at its beginning.");
      }
      return new BackupHeader(
          kind == 'C' ? Kind.CONTENT : Kind.KEYS,
          id,
          Instant.ofEpochSecond(seconds, nanos),
          sealedKey);
    } catch (java.io.EOFException e) {
      throw new BackupException("The backup file is cut off at its beginning.", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BackupHeader that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "BackupHeader[" + kind + " " + id + " of " + takenAt + "]";
  }
}
