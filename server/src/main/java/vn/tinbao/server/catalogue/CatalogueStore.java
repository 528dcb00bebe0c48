package vn.tinbao.server.catalogue;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CompetenceRule.Wanted;

/**
 * Reads the catalogue out of the database.
 *
 * <p>Always on a connection of its own: a snapshot shows what is committed, also when the caller
 * stands in a transaction.
 */
@Singleton
final class CatalogueStore {
  /** Rows a round trip; the default of the driver reads everything into memory twice. */
  private static final int FETCH = 5_000;

  private final DataSource dataSource;

  CatalogueStore(DataSource dataSource) {
    this.dataSource = DelegatingDataSource.unwrapDataSource(dataSource);
  }

  /** Version that is committed now. One row, read by its primary key. */
  long version() {
    try (Connection connection = dataSource.getConnection()) {
      return version(connection);
    } catch (SQLException e) {
      throw new CatalogueUnreadableException(e);
    }
  }

  /** Everything, as it stands at one moment. */
  CatalogueSnapshot load() {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return load(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new CatalogueUnreadableException(e);
    }
  }

  /** Units, successions and agencies as the caller's transaction sees them; nothing else. */
  static CatalogueSnapshot recorded(Connection connection) throws SQLException {
    List<Unit> units = new UnitTable(connection).all();
    return new CatalogueSnapshot(
        version(connection),
        units,
        successions(connection),
        agencies(connection, provinces(units)),
        List.of(),
        List.of());
  }

  private static Set<Long> provinces(List<Unit> units) {
    Set<Long> provinces = new HashSet<>();
    for (Unit unit : units) {
      if (unit.level() == UnitLevel.PROVINCE) {
        provinces.add(unit.id());
      }
    }
    return Set.copyOf(provinces);
  }

  private static CatalogueSnapshot load(Connection connection) throws SQLException {
    long version = version(connection);
    List<Unit> units = new UnitTable(connection).all();
    return new CatalogueSnapshot(
        version,
        units,
        successions(connection),
        agencies(connection, provinces(units)),
        agencySuccessions(connection),
        rules(connection),
        hotlines(connection));
  }

  /**
   * For an import that read its file by a snapshot: under the catalogue's lock, that snapshot must
   * still hold.
   *
   * @throws ImportException when it does not
   */
  static void mustBe(Connection connection, long version, Path file) throws SQLException {
    if (version(connection) != version) {
      throw ImportException.file(file, "the catalogue was changed meanwhile; import it once more");
    }
  }

  private static long version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version FROM tinbao.catalogue_version")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<Succession> successions(Connection connection) throws SQLException {
    return read(
        connection,
        "SELECT old_unit_id, new_unit_id, effective, extent FROM tinbao.unit_succession"
            + " ORDER BY old_unit_id, ordinal, new_unit_id",
        row ->
            new Succession(
                row.getLong(1),
                row.getLong(2),
                day(row, 3),
                Succession.Extent.valueOf(row.getString(4))));
  }

  private static List<Agency> agencies(Connection connection, Set<Long> provinces)
      throws SQLException {
    Map<String, Set<Long>> territories = new HashMap<>();
    read(
        connection,
        "SELECT agency_id, unit_id FROM tinbao.agency_territory",
        row ->
            territories
                .computeIfAbsent(row.getString(1), a -> new HashSet<>(2))
                .add(row.getLong(2)));
    // Tens of thousands of rows share a few keys and sources.
    Map<String, String> shared = new HashMap<>();
    return read(
        connection,
        "SELECT id, key, function, level, name, unit_id, nationwide, standing, may_resolve,"
            + " parent_id, phone, valid_from, valid_to, source, derived FROM tinbao.agency",
        row -> {
          String id = row.getString(1);
          long unitId = row.getLong(6);
          Set<Long> territory =
              row.getBoolean(7) ? provinces : territories.getOrDefault(id, Set.of(unitId));
          return new Agency(
              id,
              shared.computeIfAbsent(row.getString(2), k -> k),
              AgencyFunction.valueOf(row.getString(3)),
              AgencyLevel.valueOf(row.getString(4)),
              row.getString(5),
              unitId,
              territory,
              row.getBoolean(8),
              row.getBoolean(9),
              row.getString(10),
              row.getString(11),
              day(row, 12),
              dayOrNull(row, 13),
              shared.computeIfAbsent(row.getString(14), s -> s),
              row.getBoolean(15));
        });
  }

  private static List<AgencySuccession> agencySuccessions(Connection connection)
      throws SQLException {
    return read(
        connection,
        "SELECT old_agency_id, new_agency_id, effective, extent, scope"
            + " FROM tinbao.agency_succession ORDER BY old_agency_id, ordinal, new_agency_id",
        row ->
            new AgencySuccession(
                row.getString(1),
                row.getString(2),
                day(row, 3),
                Succession.Extent.valueOf(row.getString(4)),
                row.getString(5)));
  }

  private static List<CompetenceRule> rules(Connection connection) throws SQLException {
    // The wanted agencies come as FUNCTION/LEVEL/key, so that no JSON is parsed here.
    String wanted =
        "ARRAY(SELECT concat_ws('/', w ->> 'function', w ->> 'level', w ->> 'key')"
            + " FROM jsonb_array_elements(%s) WITH ORDINALITY AS e (w, n) ORDER BY n)";
    return read(
        connection,
        "SELECT id, procedure, categories, min_urgency, cross_border, unit_level, "
            + wanted.formatted("lead")
            + ", "
            + wanted.formatted("supporting")
            + ", priority, plan, unit_ids, "
            + wanted.formatted("receivers")
            + ", reason, basis, valid_from, valid_to"
            + " FROM tinbao.competence_rule ORDER BY id, valid_from",
        row -> {
          String level = row.getString(6);
          return new CompetenceRule(
              row.getString(1),
              row.getString(2),
              Set.copyOf(List.of(texts(row.getArray(3)))),
              row.getInt(4),
              row.getObject(5, Boolean.class),
              level == null ? null : UnitLevel.valueOf(level),
              wanted(row.getArray(7)),
              wanted(row.getArray(8)),
              row.getInt(9),
              row.getString(10),
              Set.copyOf(List.of((Long[]) row.getArray(11).getArray())),
              wanted(row.getArray(12)),
              row.getString(13),
              row.getString(14),
              day(row, 15),
              dayOrNull(row, 16));
        });
  }

  private static List<Wanted> wanted(Array array) throws SQLException {
    List<Wanted> found = new ArrayList<>();
    for (String text : texts(array)) {
      String[] parts = text.split("/", -1);
      found.add(
          new Wanted(
              AgencyFunction.valueOf(parts[0]),
              AgencyLevel.valueOf(parts[1]),
              parts.length > 2 ? parts[2] : null));
    }
    return List.copyOf(found);
  }

  private static List<Hotline> hotlines(Connection connection) throws SQLException {
    return read(
        connection,
        "SELECT id, number, name, owner, hours, free, purposes, unit_id, verified, valid_from,"
            + " valid_to, source FROM tinbao.hotline ORDER BY id",
        row ->
            new Hotline(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                List.of(texts(row.getArray(7))),
                row.getObject(8, Long.class),
                row.getBoolean(9),
                day(row, 10),
                dayOrNull(row, 11),
                row.getString(12)));
  }

  /** Makes something of the row the result set stands on. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static <T> List<T> read(Connection connection, String sql, RowReader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery(sql)) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(reader.read(rows));
        }
        return found;
      }
    }
  }

  static LocalDate day(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  static @Nullable LocalDate dayOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  private static String[] texts(Array array) throws SQLException {
    return (String[]) array.getArray();
  }
}
