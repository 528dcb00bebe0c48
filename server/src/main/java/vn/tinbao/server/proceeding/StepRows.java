package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.tip_step}. */
@Singleton
class StepRows {
  /** What the sealed column is bound to; the row is the step's. */
  static final String FIELDS = "tip_step.fields";

  private static final String COLUMNS =
      "id, tip_id, n, step, from_state, to_state, agency_id, staff_id, happened_at, at";

  private final JdbcOperations jdbc;

  StepRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** A step that was taken before under this id. */
  record Known(UUID tipId, StepKind step) {}

  /** What was put into a step: codes readable, words sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Put(String codes, byte @Nullable [] fields) {}

  Optional<Known> known(UUID id) {
    return jdbc.prepareStatement(
        "SELECT tip_id, step FROM tinbao.tip_step WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Known(row.getObject(1, UUID.class), StepKind.valueOf(row.getString(2))))
                : Optional.empty();
          }
        });
  }

  /** Since when the agency leads that leads now. Served by tip_agency_one_lead. */
  Optional<Instant> ledSince(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT since FROM tinbao.tip_agency
        WHERE tip_id = ? AND role = 'LEAD' AND until IS NULL
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.ofNullable(SqlTime.read(row, "since")) : Optional.empty();
          }
        });
  }

  /** All steps of a tip. Served by the unique index of tip and n. */
  TakenStep.History history(UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT " + COLUMNS + " FROM tinbao.tip_step WHERE tip_id = ? ORDER BY n",
        select -> {
          select.setObject(1, tipId);
          List<TakenStep> steps = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              steps.add(step(row));
            }
          }
          return new TakenStep.History(List.copyOf(steps));
        });
  }

  Optional<Put> put(UUID id) {
    return jdbc.prepareStatement(
        "SELECT codes::text, fields FROM tinbao.tip_step WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(new Put(row.getString(1), row.getBytes(2)))
                : Optional.empty();
          }
        });
  }

  /** Of all steps of a tip. Served by the unique index of tip and n. */
  Map<UUID, Put> putsOf(UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT id, codes::text, fields FROM tinbao.tip_step WHERE tip_id = ? ORDER BY n",
        select -> {
          select.setObject(1, tipId);
          Map<UUID, Put> puts = new LinkedHashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              puts.put(row.getObject(1, UUID.class), new Put(row.getString(2), row.getBytes(3)));
            }
          }
          return puts;
        });
  }

  void add(UUID tipId, TakenStep step, Put put, String rulesVersion) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_step (id, tip_id, n, step, from_state, to_state, agency_id, staff_id,
          happened_at, at, codes, fields, rules_version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
        """,
        insert -> {
          int i = 1;
          insert.setObject(i++, step.id());
          insert.setObject(i++, tipId);
          insert.setInt(i++, step.n());
          insert.setString(i++, step.step().name());
          insert.setString(i++, step.from().name());
          insert.setString(i++, step.to().name());
          insert.setString(i++, step.agencyId());
          insert.setObject(i++, step.staffId());
          insert.setObject(i++, SqlTime.of(step.happenedAt()));
          insert.setObject(i++, SqlTime.of(step.at()));
          insert.setString(i++, put.codes());
          insert.setBytes(i++, put.fields());
          insert.setString(i, rulesVersion);
          return insert.executeUpdate();
        });
  }

  private static TakenStep step(ResultSet row) throws SQLException {
    return new TakenStep(
        row.getObject("id", UUID.class),
        row.getInt("n"),
        StepKind.valueOf(row.getString("step")),
        TipState.valueOf(row.getString("from_state")),
        TipState.valueOf(row.getString("to_state")),
        row.getString("agency_id"),
        row.getObject("staff_id", UUID.class),
        Objects.requireNonNull(SqlTime.read(row, "happened_at")),
        Objects.requireNonNull(SqlTime.read(row, "at")));
  }
}
