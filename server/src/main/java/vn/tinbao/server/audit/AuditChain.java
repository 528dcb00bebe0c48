package vn.tinbao.server.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of the chain: SHA-256 over the hash before, the number of the seal, its time and
 * the row. Every value stands with its length, so that no two different rows give the same bytes;
 * numbers are big-endian, times microseconds since 1970, texts UTF-8.
 */
final class AuditChain {
  private static final byte VERSION = 1;

  /** Stands for "no value"; no text is so long. */
  private static final int ABSENT = -1;

  private AuditChain() {}

  /** What the first seal follows. */
  static byte[] beginning() {
    return sha256().digest("TinBao audit chain".getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of one seal. */
  static byte[] link(byte[] before, long seq, Instant sealedAt, AuditRow row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.write(before);
      out.writeLong(seq);
      out.writeLong(micros(sealedAt));
      uuid(out, row.id());
      out.writeLong(micros(row.at()));
      uuid(out, row.staffId());
      text(out, row.action());
      text(out, row.subjectKind());
      text(out, row.subjectId());
      text(out, row.reason());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sha256().digest(bytes.toByteArray());
  }

  /** What the keyed MAC of a seal is made of. */
  static byte[] head(long seq, byte[] hash) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(40);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(seq);
      out.write(hash);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void uuid(DataOutputStream out, @Nullable UUID id) throws IOException {
    out.writeBoolean(id != null);
    if (id != null) {
      out.writeLong(id.getMostSignificantBits());
      out.writeLong(id.getLeastSignificantBits());
    }
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
