package vn.tinbao.server.duplicate;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/** Finds tips that have something in common with one. In the caller's transaction. */
@Singleton
class CandidateRows {
  private static final Duration AROUND = Duration.ofDays(7);

  private final JdbcOperations jdbc;

  CandidateRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What others are to have in common with.
   *
   * @param tipId null while it is being typed
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Asked(
      @Nullable UUID tipId,
      @Nullable Long unitId,
      Instant receivedAt,
      byte @Nullable [] phoneHash,
      List<byte[]> files,
      long[] bands) {}

  /** A tip with something in common; keys and sketch still closed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(
      UUID id,
      @Nullable Long unitId,
      Instant receivedAt,
      boolean samePhone,
      boolean sameFile,
      byte[] wrapped,
      byte @Nullable [] sketch) {}

  /** What is known of a tip that is there; its files as hashed. */
  Optional<Asked> ofTip(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT t.unit_id, t.received_at, c.phone_hash, coalesce(l.bands, '{}') AS bands,
          ARRAY(SELECT p.file_hash FROM tinbao.tip_file_print p WHERE p.tip_id = t.id) AS files
        FROM tinbao.tip t
        LEFT JOIN tinbao.tip_contact c ON c.tip_id = t.id
        LEFT JOIN tinbao.tip_likeness l ON l.tip_id = t.id
        WHERE t.id = ?
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            return Optional.of(
                new Asked(
                    tipId,
                    row.getObject("unit_id", Long.class),
                    Objects.requireNonNull(SqlTime.read(row, "received_at")),
                    row.getBytes("phone_hash"),
                    List.of((byte[][]) row.getArray("files").getArray()),
                    Arrays.stream((Long[]) row.getArray("bands").getArray())
                        .mapToLong(Long::longValue)
                        .toArray()));
          }
        });
  }

  /** The sealed sketch of a tip with its wrapped key; empty while there is none. */
  Optional<Found> sketchOf(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT t.id, t.unit_id, t.received_at, false AS same_phone, false AS same_file, k.wrapped,
          l.sketch
        FROM tinbao.tip t JOIN tinbao.tip_key k ON k.tip_id = t.id
        JOIN tinbao.tip_likeness l ON l.tip_id = t.id WHERE t.id = ?
        """,
        select -> {
          select.setObject(1, tipId);
          return read(select).stream().findFirst();
        });
  }

  /**
   * Tips of the viewer's agency that the viewer may open, by a band, the phone, a file, or place
   * and time; none that was merged, or that a person said is another. Served by tip_likeness_bands,
   * tip_contact_by_phone, tip_file_print_hash and tip_by_place.
   */
  List<Found> find(StaffMember viewer, Asked asked) {
    return jdbc.prepareStatement(
        """
        WITH near AS (
          (SELECT l.tip_id FROM tinbao.tip_likeness l
            JOIN tinbao.tip_agency a ON a.tip_id = l.tip_id AND a.agency_id = ? AND a.until IS NULL
            WHERE l.bands && ? LIMIT 300)
          UNION
          (SELECT c.tip_id FROM tinbao.tip_contact c
            JOIN tinbao.tip_agency a ON a.tip_id = c.tip_id AND a.agency_id = ? AND a.until IS NULL
            WHERE c.phone_hash = ? ORDER BY a.since DESC LIMIT 100)
          UNION
          (SELECT p.tip_id FROM tinbao.tip_file_print p
            JOIN tinbao.tip_agency a ON a.tip_id = p.tip_id AND a.agency_id = ? AND a.until IS NULL
            WHERE p.file_hash = ANY (?) ORDER BY a.since DESC LIMIT 100)
          UNION
          (SELECT t.id FROM tinbao.tip t
            JOIN tinbao.tip_agency a ON a.tip_id = t.id AND a.agency_id = ? AND a.until IS NULL
            WHERE t.unit_id = ? AND t.received_at BETWEEN ? AND ?
            ORDER BY t.received_at DESC LIMIT 100))
        SELECT t.id, t.unit_id, t.received_at, k.wrapped, l.sketch,
          EXISTS (SELECT FROM tinbao.tip_contact c
                  WHERE c.tip_id = t.id AND c.phone_hash = ?) AS same_phone,
          EXISTS (SELECT FROM tinbao.tip_file_print p
                  WHERE p.tip_id = t.id AND p.file_hash = ANY (?)) AS same_file
        FROM near s
        JOIN tinbao.tip t ON t.id = s.tip_id
        JOIN tinbao.tip_key k ON k.tip_id = t.id
        JOIN tinbao.tip_agency a ON a.tip_id = t.id AND a.agency_id = ? AND a.until IS NULL
        LEFT JOIN tinbao.tip_likeness l ON l.tip_id = t.id
        WHERE t.id IS DISTINCT FROM ?
          AND t.state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'MERGED', 'SPLIT')
          AND tinbao.tip_open_to(t.id, a.role, a.agency_id, ?, ?)
          AND NOT EXISTS (SELECT FROM tinbao.tip_not_same n
                          WHERE n.one_id = least(t.id, ?) AND n.other_id = greatest(t.id, ?))
          AND NOT EXISTS (SELECT FROM tinbao.tip_split x WHERE x.undone_at IS NULL
                            AND ((x.child_id = t.id AND x.parent_id = ?)
                              OR (x.child_id = ? AND x.parent_id = t.id)))
        """,
        select -> {
          bind(select, viewer, asked);
          return read(select);
        });
  }

  private static void bind(PreparedStatement select, StaffMember viewer, Asked asked)
      throws SQLException {
    Connection connection = select.getConnection();
    Object[] bands = Arrays.stream(asked.bands()).boxed().toArray();
    byte[][] files = asked.files().toArray(byte[][]::new);
    int n = 0;
    select.setString(++n, viewer.agencyId());
    select.setArray(++n, connection.createArrayOf("bigint", bands));
    select.setString(++n, viewer.agencyId());
    select.setBytes(++n, asked.phoneHash());
    select.setString(++n, viewer.agencyId());
    select.setArray(++n, connection.createArrayOf("bytea", files));
    select.setString(++n, viewer.agencyId());
    select.setObject(++n, asked.unitId(), Types.BIGINT);
    select.setObject(++n, SqlTime.of(asked.receivedAt().minus(AROUND)));
    select.setObject(++n, SqlTime.of(asked.receivedAt().plus(AROUND)));
    select.setBytes(++n, asked.phoneHash());
    select.setArray(++n, connection.createArrayOf("bytea", files));
    select.setString(++n, viewer.agencyId());
    select.setObject(++n, asked.tipId(), Types.OTHER);
    select.setObject(++n, viewer.id());
    select.setBoolean(++n, viewer.is(Role.AGENCY_LEAD));
    // Nobody's id while it is being typed: it was compared with none.
    UUID id = asked.tipId() == null ? new UUID(0, 0) : asked.tipId();
    for (int i = 0; i < 4; i++) {
      select.setObject(++n, id);
    }
  }

  private static List<Found> read(PreparedStatement select) throws SQLException {
    List<Found> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Found(
                row.getObject("id", UUID.class),
                row.getObject("unit_id", Long.class),
                Objects.requireNonNull(SqlTime.read(row, "received_at")),
                row.getBoolean("same_phone"),
                row.getBoolean("same_file"),
                row.getBytes("wrapped"),
                row.getBytes("sketch")));
      }
    }
    return found;
  }
}
