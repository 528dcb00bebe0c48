package vn.tinbao.server.papers;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/**
 * Gives papers and register entries their numbers: one series a year (Asia/Ho_Chi_Minh) for each
 * agency and kind, from 1, without gaps, each once (decree 30/2020/NĐ-CP, art. 15). What was given
 * is never given again, also when the paper is deleted.
 */
@Singleton
public class PaperNumbers {
  private final JdbcOperations jdbc;
  private final Clock clock;

  PaperNumbers(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What is numbered in one row. */
  public enum Series {
    /** All that an agency sends out. */
    OUTGOING,
    /** Secret papers have a row of their own. */
    OUTGOING_SECRET,
    /** Entries of the register of crime reports. */
    REGISTER
  }

  /**
   * A number in the row of a year.
   *
   * @param day on which it was given, in Vietnam: the paper's date
   */
  public record Given(LocalDate day, int number) {}

  /**
   * The number of this paper in this series of this agency; the next one if it has none yet. Joins
   * the caller's transaction: what is rolled back gave no number. Holds the series until its end.
   *
   * @param paperId of what is numbered: the same twice gets the same number, also in another year
   * @param by who asked for it; null for the house itself
   */
  @Transactional
  public Given give(String agencyId, Series series, UUID paperId, @Nullable UUID by) {
    OffsetDateTime now = SqlTime.now(clock).atOffset(ZoneOffset.UTC);
    LocalDate day = OfficialDate.day(now.toInstant());
    int year = day.getYear();
    int last = held(agencyId, year, series);
    Optional<Given> before = find(agencyId, series, paperId);
    if (before.isPresent()) {
      return before.get();
    }
    return jdbc.prepareStatement(
        """
        WITH s AS (
          UPDATE tinbao.paper_series SET last = ?
          WHERE agency_id = ? AND year = ? AND series = ?)
        INSERT INTO tinbao.paper_number (agency_id, year, series, number, paper_id, given_by, given_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setInt(1, last + 1);
          series(insert, 2, agencyId, year, series);
          series(insert, 5, agencyId, year, series);
          insert.setInt(8, last + 1);
          insert.setObject(9, paperId);
          insert.setObject(10, by);
          insert.setObject(11, now);
          insert.executeUpdate();
          return new Given(day, last + 1);
        });
  }

  /** The number that this paper has; empty for none. */
  @Transactional
  public Optional<Given> find(String agencyId, Series series, UUID paperId) {
    return Optional.ofNullable(of(agencyId, series, List.of(paperId)).get(paperId));
  }

  /** The numbers that these papers have; those without are left out. */
  @Transactional
  public Map<UUID, Given> of(String agencyId, Series series, Collection<UUID> paperIds) {
    return jdbc.prepareStatement(
        // Served by paper_number_one_a_paper.
        """
        SELECT paper_id, given_at, number FROM tinbao.paper_number
        WHERE paper_id = ANY (?) AND series = ? AND agency_id = ?
        """,
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("uuid", paperIds.toArray()));
          select.setString(2, series.name());
          select.setString(3, agencyId);
          Map<UUID, Given> found = new HashMap<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.put(
                  row.getObject("paper_id", UUID.class),
                  new Given(
                      OfficialDate.day(row.getObject("given_at", OffsetDateTime.class).toInstant()),
                      row.getInt("number")));
            }
          }
          return found;
        });
  }

  /** Keeps others from this series, and says its last number. */
  private int held(String agencyId, int year, Series series) {
    return jdbc.prepareStatement(
        // Primary key. An update that changes nothing locks the row, made just now or long ago.
        """
        INSERT INTO tinbao.paper_series AS s (agency_id, year, series, last) VALUES (?, ?, ?, 0)
        ON CONFLICT (agency_id, year, series) DO UPDATE SET last = s.last
        RETURNING last
        """,
        insert -> {
          series(insert, 1, agencyId, year, series);
          try (ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getInt("last");
          }
        });
  }

  private static void series(
      PreparedStatement statement, int from, String agencyId, int year, Series series)
      throws SQLException {
    statement.setString(from, agencyId);
    statement.setInt(from + 1, year);
    statement.setString(from + 2, series.name());
  }
}
