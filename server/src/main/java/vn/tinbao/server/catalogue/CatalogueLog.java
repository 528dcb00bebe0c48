package vn.tinbao.server.catalogue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people changed of the catalogue, and what stood there before. */
@Singleton
public class CatalogueLog {
  private final JdbcOperations jdbc;
  private final Clock clock;

  CatalogueLog(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One change.
   *
   * @param kind AGENCY, RULE or IMPORT
   * @param by name of the person, null for the house itself or a person that is gone
   * @param was {@code field: value}, one a line; null for what was new
   */
  public record Entry(
      Instant at,
      String kind,
      String subject,
      @Nullable String by,
      @Nullable String was,
      @Nullable String became) {}

  /** Changes of one agency or rule, newest first. */
  @Transactional
  public List<Entry> of(String subject, int limit) {
    // Index catalogue_change_subject.
    return select("WHERE c.subject = ?", subject, limit);
  }

  /** The latest changes, newest first. */
  @Transactional
  public List<Entry> latest(int limit) {
    // Index catalogue_change_at.
    return select("WHERE ?::text IS NULL", null, limit);
  }

  private List<Entry> select(String where, @Nullable String subject, int limit) {
    return jdbc.prepareStatement(
        "SELECT c.at, c.kind, c.subject, a.name, c.was, c.became FROM tinbao.catalogue_change c"
            + " LEFT JOIN tinbao.staff_account a ON a.id = c.staff_id "
            + where
            + " ORDER BY c.at DESC, c.id DESC LIMIT ?",
        select -> {
          select.setString(1, subject);
          select.setInt(2, limit);
          List<Entry> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Entry(
                      row.getObject(1, OffsetDateTime.class).toInstant(),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6)));
            }
          }
          return found;
        });
  }

  /** Adds a row in the transaction of this connection. */
  void add(
      Connection connection,
      @Nullable UUID by,
      String kind,
      String subject,
      @Nullable String was,
      @Nullable String became)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO tinbao.catalogue_change (id, at, staff_id, kind, subject, was, became)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
      insert.setObject(2, OffsetDateTime.now(clock));
      insert.setObject(3, by);
      insert.setString(4, kind);
      insert.setString(5, subject);
      insert.setString(6, was);
      insert.setString(7, became);
      insert.executeUpdate();
    }
  }
}
