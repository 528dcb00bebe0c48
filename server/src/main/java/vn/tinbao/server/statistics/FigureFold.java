package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * Counts reports that changed: takes what they added before off the cells, and puts on what they
 * add now, by the very SQL by which {@link Figures} counts. One node at a time; a crash leaves all
 * as it was.
 */
@Singleton
class FigureFold {
  /** Changes of one transaction. */
  private static final int PORTION = 5_000;

  private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

  private final FigureLayout layout;
  private final Scopes scopes;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  FigureFold(
      FigureLayout layout,
      Scopes scopes,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.layout = layout;
    this.scopes = scopes;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Counts some of what changed.
   *
   * @return whether more is left
   */
  boolean fold() {
    return transactions.executeWrite(
        status -> {
          lock();
          begin();
          return portion(SqlTime.now(clock));
        });
  }

  /** As {@link #fold}, in the caller's transaction, which holds the lock. */
  boolean portion(Instant now) {
    List<UUID> changed = changed();
    List<UUID> lapsed =
        changed.size() < PORTION ? lapsed(now, PORTION - changed.size()) : List.of();
    Set<UUID> subjects = new LinkedHashSet<>(changed);
    subjects.addAll(lapsed);
    if (!subjects.isEmpty()) {
      UUID[] all = subjects.toArray(new UUID[0]);
      for (FigureSource source : layout.sources()) {
        takeOff(source, all);
        putOn(source, all, now);
      }
    }
    return changed.size() + lapsed.size() >= PORTION;
  }

  /** Keeps other nodes out until the end of the transaction. */
  void lock() {
    // Not an advisory lock: this one is taken before the snapshot, also of a repeatable read.
    execute("LOCK TABLE tinbao.figure_layout IN EXCLUSIVE MODE");
  }

  /** Begins anew when figures are defined otherwise, or the map is another one. */
  private void begin() {
    String[] counted =
        jdbc.prepareStatement(
            "SELECT version, coalesce(map, '') FROM tinbao.figure_layout",
            select -> {
              try (ResultSet row = select.executeQuery()) {
                return row.next()
                    ? new String[] {row.getString(1), row.getString(2)}
                    : new String[] {"", ""};
              }
            });
    boolean other = !counted[0].equals(layout.version());
    if (other) {
      anew();
    }
    Scopes.Provinces map = scopes.provinces(LegalTime.day(clock.instant()));
    if (other || !counted[1].equals(map.version())) {
      place(map, counted[1].isEmpty());
    }
  }

  /** Puts what is counted on this map. */
  private void place(Scopes.Provinces map, boolean first) {
    execute("DELETE FROM tinbao.figure_province");
    Long[] units = map.provinces().keySet().toArray(new Long[0]);
    Long[] provinces = map.provinces().values().toArray(new Long[0]);
    var unused =
        jdbc.prepareStatement(
            "INSERT INTO tinbao.figure_province SELECT * FROM unnest(?, ?)",
            insert -> {
              insert.setArray(1, insert.getConnection().createArrayOf("bigint", units));
              insert.setArray(2, insert.getConnection().createArrayOf("bigint", provinces));
              return insert.executeUpdate();
            });
    for (FigureSource source : layout.sources()) {
      tops(source, "");
      if (first) {
        days(source, "");
      }
    }
    jdbc.prepareStatement(
        "UPDATE tinbao.figure_layout SET map = ?",
        update -> {
          update.setString(1, map.version());
          return update.executeUpdate();
        });
  }

  /** Sums of cells as {@code figure_top} has them, for those months: {@code AND month = …}. */
  String cellsByProvince(FigureSource source, String months) {
    return "SELECT c.source, c.month, coalesce(p.province_id, 0) AS province_id, "
        + layout.ofMany(source, "")
        + " AS sums FROM tinbao.figure_cell c LEFT JOIN tinbao.figure_province p USING (unit_id)"
        + " WHERE c.source = '"
        + source.name()
        + "'"
        + months
        + " GROUP BY 1, 2, 3";
  }

  /** Sums of facts as {@code figure_day} has them, for those days: {@code AND day >= …}. */
  String factsByDay(FigureSource source, String days) {
    return "SELECT source, day, "
        + layout.ofMany(source, "")
        + " AS sums FROM tinbao.figure_fact WHERE source = '"
        + source.name()
        + "'"
        + days
        + " GROUP BY 1, 2";
  }

  /** Makes {@code figure_top} anew from cells. */
  void tops(FigureSource source, String months) {
    execute("DELETE FROM tinbao.figure_top WHERE source = '" + source.name() + "'" + months);
    execute("INSERT INTO tinbao.figure_top " + cellsByProvince(source, months));
  }

  /** Makes {@code figure_day} anew from facts. */
  void days(FigureSource source, String days) {
    execute("DELETE FROM tinbao.figure_day WHERE source = '" + source.name() + "'" + days);
    execute("INSERT INTO tinbao.figure_day " + factsByDay(source, days));
  }

  /** All is to be counted. */
  private void anew() {
    for (String table : List.of("fact", "cell", "top", "day", "changed")) {
      execute("DELETE FROM tinbao.figure_" + table);
    }
    execute("INSERT INTO tinbao.figure_changed (subject) SELECT id FROM tinbao.tip");
    execute("INSERT INTO tinbao.figure_changed (subject) SELECT id FROM tinbao.tip_tombstone");
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.figure_layout (version, begun_at) VALUES (?, ?)
        ON CONFLICT (one) DO UPDATE SET version = excluded.version, begun_at = excluded.begun_at,
          checked_at = NULL, wrong = 0, map = NULL
        """,
        insert -> {
          insert.setString(1, layout.version());
          insert.setObject(2, SqlTime.of(clock.instant()));
          return insert.executeUpdate();
        });
  }

  private List<UUID> changed() {
    return ids(
        """
        DELETE FROM tinbao.figure_changed WHERE id IN
          (SELECT id FROM tinbao.figure_changed ORDER BY id LIMIT ?) RETURNING subject
        """,
        null,
        PORTION);
  }

  private List<UUID> lapsed(Instant now, int most) {
    return ids(
        "SELECT subject FROM tinbao.figure_fact WHERE lapses_at <= ? ORDER BY lapses_at LIMIT ?",
        now,
        most);
  }

  private List<UUID> ids(String sql, @Nullable Instant until, int most) {
    return jdbc.prepareStatement(
        sql,
        select -> {
          int at = 0;
          if (until != null) {
            select.setObject(++at, SqlTime.of(until));
          }
          select.setInt(++at, most);
          List<UUID> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }

  private void takeOff(FigureSource source, UUID[] subjects) {
    run(
        "WITH moved AS (DELETE FROM tinbao.figure_fact"
            + " WHERE source = '"
            + source.name()
            + "' AND subject = ANY (:subjects) RETURNING day, unit_id, agency_id, sums)"
            + ontoCells(source, "-"),
        Map.of("subjects", subjects));
  }

  private void putOn(FigureSource source, UUID[] subjects, Instant now) {
    run(
        "WITH moved AS (INSERT INTO tinbao.figure_fact"
            + " (source, subject, day, unit_id, agency_id, sums, lapses_at) SELECT '"
            + source.name()
            + "', f.subject, f.day, coalesce(f.unit_id, 0), f.agency_id, "
            + layout.ofOneFact(source)
            + ", f.lapses_at FROM ("
            + source.sql()
            + ") f WHERE f.subject = ANY (:subjects) RETURNING day, unit_id, agency_id, sums)"
            + ontoCells(source, ""),
        Map.of(
            "subjects", subjects,
            "as_of", now,
            "from", FIRST,
            "until", LAST,
            "begins", LegalTime.start(FIRST),
            "ends", LegalTime.start(LAST)));
  }

  /** From {@code moved} onto days, provinces and cells. */
  private String ontoCells(FigureSource source, String sign) {
    String sums = layout.ofMany(source, sign);
    return ", days AS (INSERT INTO tinbao.figure_day AS c (source, day, sums) SELECT '"
        + source.name()
        + "', day, "
        + sums
        + " FROM moved GROUP BY 2 ON CONFLICT (source, day) DO UPDATE SET sums = "
        + layout.plus(source, "c", "excluded")
        + "), tops AS (INSERT INTO tinbao.figure_top AS c (source, month, province_id, sums) SELECT '"
        + source.name()
        + "', date_trunc('month', day)::date, coalesce(p.province_id, 0), "
        + sums
        + " FROM moved LEFT JOIN tinbao.figure_province p USING (unit_id) GROUP BY 2, 3"
        + " ON CONFLICT (source, month, province_id) DO UPDATE SET sums = "
        + layout.plus(source, "c", "excluded")
        + ") INSERT INTO tinbao.figure_cell AS c (source, month, unit_id, agency_id, sums) SELECT '"
        + source.name()
        + "', date_trunc('month', day)::date, unit_id, agency_id, "
        + sums
        + " FROM moved GROUP BY 2, 3, 4"
        + " ON CONFLICT (source, month, unit_id, agency_id) DO UPDATE SET sums = "
        + layout.plus(source, "c", "excluded");
  }

  private void run(String named, Map<String, ?> values) {
    NamedSql sql = new NamedSql(named);
    var unused =
        jdbc.prepareStatement(
            sql.sql(),
            update -> {
              sql.bind(update, values);
              return update.executeUpdate();
            });
  }

  private void execute(String sql) {
    var unused = jdbc.prepareStatement(sql, statement -> statement.execute());
  }
}
