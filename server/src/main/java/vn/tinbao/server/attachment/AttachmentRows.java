package vn.tinbao.server.attachment;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.sms.db.SqlTime;

/** The tables of this room. Each method is a transaction, or part of the caller's. */
@Singleton
class AttachmentRows {
  private static final String COLUMNS =
      """
      SELECT id, tip_id, state, kind, name, length, received, digest, scan, problem, received_at,
        attempts, clean_kind, clean_length, thumbnail_length, origin, brought_by
      FROM tinbao.attachment
      """;

  private final JdbcOperations jdbc;

  AttachmentRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** A row, with name and hash still sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      UUID id,
      UUID tipId,
      Attachment.State state,
      FileKind kind,
      byte[] name,
      long length,
      long received,
      byte[] digest,
      Attachment.Scan scan,
      @Nullable String problem,
      @Nullable Instant receivedAt,
      int attempts,
      @Nullable FileKind cleanKind,
      long cleanLength,
      long thumbnailLength,
      Bringer bringer) {}

  /** How much of the room of one origin is taken in a tip. */
  record Taken(int files, long bytes) {}

  /** What binds the values of a statement. */
  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  /** Served by the primary key. */
  @Transactional
  public Optional<Row> byId(UUID id) {
    return rows(COLUMNS + "WHERE id = ?", s -> s.setObject(1, id)).stream().findFirst();
  }

  /** Oldest first. Served by attachment_of_tip. */
  @Transactional
  public List<Row> ofTip(UUID tipId) {
    return rows(COLUMNS + "WHERE tip_id = ? ORDER BY begun_at, id", s -> s.setObject(1, tipId));
  }

  /**
   * Which of the files that the agency gave this one is, 1 for the first that was complete; later
   * ones do not change it. Served by attachment_of_tip.
   */
  @Transactional
  public int numberOfGiven(UUID tipId, UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT count(*) FROM tinbao.attachment
        WHERE tip_id = ? AND origin = 'AGENCY' AND received_at IS NOT NULL
          AND (received_at, id) <= (SELECT received_at, id FROM tinbao.attachment WHERE id = ?)
        """,
        s -> {
          s.setObject(1, tipId);
          s.setObject(2, id);
          try (ResultSet row = s.executeQuery()) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  /**
   * Counts what a tip has of that origin, and lets nobody else add to it until the transaction
   * ends.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Taken lockAndCount(UUID tipId, Origin origin) {
    // Two statements: the second must see what others committed while the first one waited.
    var unused =
        jdbc.prepareStatement(
            "SELECT id FROM tinbao.tip WHERE id = ? FOR UPDATE",
            s -> {
              s.setObject(1, tipId);
              return s.execute();
            });
    return jdbc.prepareStatement(
        """
        SELECT count(*), coalesce(sum(length), 0) FROM tinbao.attachment
        WHERE tip_id = ? AND origin = ?
        """,
        s -> {
          s.setObject(1, tipId);
          s.setString(2, origin.name());
          try (ResultSet row = s.executeQuery()) {
            row.next();
            return new Taken(row.getInt(1), row.getLong(2));
          }
        });
  }

  /** The file that is complete under this key. Served by attachment_once. */
  @Transactional
  public Optional<UUID> complete(UUID once) {
    return jdbc.prepareStatement(
        "SELECT id FROM tinbao.attachment WHERE once_key = ? AND received_at IS NOT NULL",
        s -> {
          s.setObject(1, once);
          try (ResultSet row = s.executeQuery()) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
          }
        });
  }

  /**
   * False when the id is taken.
   *
   * @param once of all files with this key only one is ever complete; null for no such bond
   */
  @Transactional
  public boolean begin(
      UUID id,
      UUID tipId,
      Bringer bringer,
      @Nullable UUID once,
      byte[] sealedName,
      long length,
      byte[] sealedDigest,
      Instant now) {
    return update(
            """
            INSERT INTO tinbao.attachment
              (id, tip_id, name, length, digest, begun_at, touched_at, origin, brought_by,
               once_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            s -> {
              s.setObject(1, id);
              s.setObject(2, tipId);
              s.setBytes(3, sealedName);
              s.setLong(4, length);
              s.setBytes(5, sealedDigest);
              s.setObject(6, SqlTime.of(now));
              s.setObject(7, SqlTime.of(now));
              s.setString(8, bringer.origin().name());
              s.setObject(9, bringer.staffId());
              s.setObject(10, once);
            })
        == 1;
  }

  /**
   * Stores the bytes from {@code from} to {@code to}, with what makes them count, or nothing when
   * somebody else has gone on meanwhile.
   *
   * @param sealedChunk the whole chunk that ends at {@code to}, in place of a shorter one
   * @param completed whether {@code to} is the end of the file
   */
  @Transactional
  public boolean advance(
      UUID id,
      long from,
      long to,
      int chunk,
      byte[] sealedChunk,
      byte[] sealedDigest,
      @Nullable FileKind kind,
      boolean completed,
      Instant now) {
    return update(
            """
            WITH moved AS (
              UPDATE tinbao.attachment SET received = ?, digest = ?, kind = coalesce(?, kind),
                touched_at = ?, state = ?, received_at = ?, due_at = ?
              WHERE id = ? AND received = ? AND state = 'ARRIVING' RETURNING id)
            INSERT INTO tinbao.attachment_chunk (attachment_id, part, number, sealed)
            SELECT id, 'ORIGINAL', ?, ? FROM moved
            ON CONFLICT (attachment_id, part, number) DO UPDATE SET sealed = excluded.sealed
            """,
            s -> {
              s.setLong(1, to);
              s.setBytes(2, sealedDigest);
              s.setString(3, kind == null ? null : kind.name());
              s.setObject(4, SqlTime.of(now));
              s.setString(5, completed ? "WAITING" : "ARRIVING");
              s.setObject(6, completed ? SqlTime.of(now) : null);
              s.setObject(7, completed ? SqlTime.of(now) : null);
              s.setObject(8, id);
              s.setLong(9, from);
              s.setInt(10, chunk);
              s.setBytes(11, sealedChunk);
            })
        == 1;
  }

  /** Served by the primary key. */
  @Transactional
  public Optional<byte[]> chunk(UUID id, Part part, int number) {
    return jdbc.prepareStatement(
        """
        SELECT sealed FROM tinbao.attachment_chunk
        WHERE attachment_id = ? AND part = ? AND number = ?
        """,
        s -> {
          s.setObject(1, id);
          s.setString(2, part.name());
          s.setInt(3, number);
          try (ResultSet row = s.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
          }
        });
  }

  /** Makes what has arrived the whole file. */
  @Transactional
  public boolean endAt(
      UUID id, long length, int chunk, byte[] sealedChunk, byte[] sealedDigest, Instant now) {
    return update(
            """
            WITH ended AS (
              UPDATE tinbao.attachment SET length = ?, digest = ?, state = 'WAITING',
                touched_at = ?, received_at = ?, due_at = ?
              WHERE id = ? AND received = ? AND state = 'ARRIVING' RETURNING id)
            UPDATE tinbao.attachment_chunk SET sealed = ?
            WHERE attachment_id IN (SELECT id FROM ended) AND part = 'ORIGINAL' AND number = ?
            """,
            s -> {
              s.setLong(1, length);
              s.setBytes(2, sealedDigest);
              s.setObject(3, SqlTime.of(now));
              s.setObject(4, SqlTime.of(now));
              s.setObject(5, SqlTime.of(now));
              s.setObject(6, id);
              s.setLong(7, length);
              s.setBytes(8, sealedChunk);
              s.setInt(9, chunk);
            })
        == 1;
  }

  /** Removes a file from a form that broke off or was too large: nobody was told it was taken. */
  @Transactional
  public void remove(UUID id) {
    var unused = update("DELETE FROM tinbao.attachment WHERE id = ?", s -> s.setObject(1, id));
  }

  /** Removes an upload that is not complete. */
  @Transactional
  public boolean abandon(UUID id) {
    return update(
            "DELETE FROM tinbao.attachment WHERE id = ? AND state = 'ARRIVING'",
            s -> s.setObject(1, id))
        == 1;
  }

  /** Removes uploads that nobody went on with since. Served by attachment_arriving. */
  @Transactional
  public int abandonUntouchedSince(Instant since) {
    return update(
        "DELETE FROM tinbao.attachment WHERE state = 'ARRIVING' AND touched_at < ?",
        s -> s.setObject(1, SqlTime.of(since)));
  }

  /** Takes the next one to be cleaned until the lease ends. Served by attachment_waiting. */
  @Transactional
  public Optional<Row> claim(UUID lease, Instant now, Instant leaseUntil) {
    return rows(
            """
            UPDATE tinbao.attachment SET attempts = attempts + 1, due_at = ?, lease = ?
            WHERE id = (SELECT id FROM tinbao.attachment WHERE state = 'WAITING' AND due_at <= ?
                        ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, tip_id, state, kind, name, length, received, digest, scan, problem,
              received_at, attempts, clean_kind, clean_length, thumbnail_length, origin, brought_by
            """,
            s -> {
              s.setObject(1, SqlTime.of(leaseUntil));
              s.setObject(2, lease);
              s.setObject(3, SqlTime.of(now));
            })
        .stream()
        .findFirst();
  }

  /** Stores a chunk of a copy; false when the lease is somebody else's by now. */
  @Transactional
  public boolean addDerived(UUID id, UUID lease, Part part, int number, byte[] sealed) {
    return update(
            """
            INSERT INTO tinbao.attachment_chunk (attachment_id, part, number, sealed)
            SELECT id, ?, ?, ? FROM tinbao.attachment WHERE id = ? AND lease = ?
            ON CONFLICT (attachment_id, part, number) DO UPDATE SET sealed = excluded.sealed
            """,
            s -> {
              s.setString(1, part.name());
              s.setInt(2, number);
              s.setBytes(3, sealed);
              s.setObject(4, id);
              s.setObject(5, lease);
            })
        == 1;
  }

  /** Removes what an earlier attempt left. */
  @Transactional
  public void dropDerived(UUID id) {
    var unused =
        update(
            "DELETE FROM tinbao.attachment_chunk WHERE attachment_id = ? AND part <> 'ORIGINAL'",
            s -> s.setObject(1, id));
  }

  @Transactional
  public boolean scanned(UUID id, UUID lease, Attachment.Scan scan) {
    return update(
            "UPDATE tinbao.attachment SET scan = ? WHERE id = ? AND lease = ?",
            s -> {
              s.setString(1, scan.name());
              s.setObject(2, id);
              s.setObject(3, lease);
            })
        == 1;
  }

  /** The end of the work on one attachment; false when the lease is somebody else's by now. */
  @Transactional
  public boolean finish(
      UUID id,
      UUID lease,
      Attachment.State state,
      FileKind kind,
      @Nullable String problem,
      @Nullable FileKind cleanKind,
      @Nullable Long cleanLength,
      @Nullable Long thumbnailLength,
      Instant now) {
    return update(
            """
            UPDATE tinbao.attachment SET state = ?, kind = ?, problem = ?, clean_kind = ?,
              clean_length = ?, thumbnail_length = ?, finished_at = ?, due_at = NULL, lease = NULL
            WHERE id = ? AND lease = ?
            """,
            s -> {
              s.setString(1, state.name());
              s.setString(2, kind.name());
              s.setString(3, problem);
              s.setString(4, cleanKind == null ? null : cleanKind.name());
              s.setObject(5, cleanLength);
              s.setObject(6, thumbnailLength);
              s.setObject(7, SqlTime.of(now));
              s.setObject(8, id);
              s.setObject(9, lease);
            })
        == 1;
  }

  /** Puts the work off. */
  @Transactional
  public void later(UUID id, UUID lease, Instant dueAt) {
    var unused =
        update(
            "UPDATE tinbao.attachment SET due_at = ?, lease = NULL WHERE id = ? AND lease = ?",
            s -> {
              s.setObject(1, SqlTime.of(dueAt));
              s.setObject(2, id);
              s.setObject(3, lease);
            });
  }

  @Transactional(Transactional.TxType.MANDATORY)
  public void addOpening(UUID openingId, UUID id, UUID staffId, byte[] sealedReason, Instant now) {
    var unused =
        update(
            """
            INSERT INTO tinbao.attachment_opening (id, attachment_id, staff_id, reason, at)
            VALUES (?, ?, ?, ?, ?)
            """,
            s -> {
              s.setObject(1, openingId);
              s.setObject(2, id);
              s.setObject(3, staffId);
              s.setBytes(4, sealedReason);
              s.setObject(5, SqlTime.of(now));
            });
  }

  private int update(String sql, Binding binding) {
    return jdbc.prepareStatement(
        sql,
        s -> {
          binding.to(s);
          return s.executeUpdate();
        });
  }

  private List<Row> rows(String sql, Binding binding) {
    return jdbc.prepareStatement(
        sql,
        s -> {
          binding.to(s);
          List<Row> found = new ArrayList<>();
          try (ResultSet row = s.executeQuery()) {
            while (row.next()) {
              found.add(row(row));
            }
          }
          return found;
        });
  }

  private static Row row(ResultSet row) throws SQLException {
    String cleanKind = row.getString("clean_kind");
    return new Row(
        row.getObject("id", UUID.class),
        row.getObject("tip_id", UUID.class),
        Attachment.State.valueOf(row.getString("state")),
        FileKind.valueOf(row.getString("kind")),
        row.getBytes("name"),
        row.getLong("length"),
        row.getLong("received"),
        row.getBytes("digest"),
        Attachment.Scan.valueOf(row.getString("scan")),
        row.getString("problem"),
        SqlTime.read(row, "received_at"),
        row.getInt("attempts"),
        cleanKind == null ? null : FileKind.valueOf(cleanKind),
        row.getLong("clean_length"),
        row.getLong("thumbnail_length"),
        new Bringer(
            Origin.valueOf(row.getString("origin")), row.getObject("brought_by", UUID.class)));
  }
}
