package vn.tinbao.server.catalogue;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the derived agencies in the database what {@link StandardAgencies} says: after every change
 * of units, successions, border communes, recorded agencies or templates, in its transaction.
 */
final class DerivedAgencies {
  /**
   * What an agency must not vanish under: tips and what belongs to them, people who can sign in
   * (accounts name their agency without a foreign key), and recorded agencies below it. Every
   * branch is served by an index of its table.
   */
  private static final String NAMED =
      String.join(
          " UNION ",
          namedBy("tip", "lead_agency_id", ""),
          namedBy("tip_agency", "agency_id", ""),
          namedBy("tip_transfer", "from_agency_id", ""),
          namedBy("tip_transfer", "to_agency_id", ""),
          namedBy("tip_tombstone", "lead_agency_id", ""),
          namedBy("assignment", "agency_id", ""),
          namedBy("identity_request", "agency_id", ""),
          namedBy("identity_request", "custodian_agency_id", ""),
          namedBy("staff_account", "agency_id", " AND t.active"),
          namedBy("agency", "parent_id", " AND NOT t.derived"));

  private static final String STEP = "Deriving standard agencies";

  private final Connection connection;
  private final LocalDate today;

  private DerivedAgencies(Connection connection, LocalDate today) {
    this.connection = connection;
    this.today = today;
  }

  /**
   * What changed.
   *
   * @param ended not derived any more, but tips, people or recorded agencies belong to them: they
   *     end instead
   */
  record Outcome(int all, int added, int changed, int removed, int ended) {
    boolean any() {
      return added + changed + removed + ended > 0;
    }

    void into(ImportReport.Builder report) {
      if (any()) {
        report.note(
            ("standard agencies derived: %,d; added %,d, changed %,d, removed %,d, ended because"
                    + " something belongs to them %,d")
                .formatted(all, added, changed, removed, ended));
      }
    }
  }

  /**
   * Brings them up to date. The caller holds the catalogue's lock and a transaction.
   *
   * @param today last day but one of an agency that must end today
   */
  static Outcome refresh(Connection connection, LocalDate today, Progress progress)
      throws SQLException {
    return new DerivedAgencies(connection, today).refresh(progress);
  }

  private Outcome refresh(Progress progress) throws SQLException {
    progress.at(STEP, 0, 0);
    CatalogueSnapshot catalogue = CatalogueStore.recorded(connection);
    Map<String, Agency> there = new HashMap<>();
    catalogue.agencies().stream()
        .filter(Agency::derived)
        .forEach(agency -> there.put(agency.id(), row(agency)));
    List<Agency> wanted = StandardAgencies.derive(catalogue, new BorderTable(connection).all());
    List<Agency> added = new ArrayList<>();
    List<Agency> changed = new ArrayList<>();
    for (Agency agency : wanted) {
      Agency before = there.remove(agency.id());
      if (before == null) {
        added.add(agency);
      } else if (!before.equals(row(agency))) {
        changed.add(agency);
      }
    }
    progress.at(STEP, 0, added.size() + changed.size() + there.size());
    List<String> gone = there.keySet().stream().sorted().toList();
    Set<String> kept = named(gone);
    gone = gone.stream().filter(id -> !kept.contains(id)).toList();
    delete(gone);
    end(kept);
    new AgencyTable(connection).insert(added, a -> a.level() == AgencyLevel.CENTRAL);
    update(changed);
    progress.at(STEP, added.size() + changed.size() + gone.size(), added.size() + changed.size());
    return new Outcome(
        wanted.size(), added.size(), changed.size(), there.size() - kept.size(), kept.size());
  }

  /** As the row is: the territory follows from the unit. */
  private static Agency row(Agency agency) {
    return agency.withTerritory(Set.of(agency.unitId()));
  }

  private static String namedBy(String table, String column, String only) {
    return "SELECT g.id FROM gone g WHERE EXISTS (SELECT FROM tinbao.%s t WHERE t.%s = g.id%s)"
        .formatted(table, column, only);
  }

  /** Those that something belongs to. Their rows are locked: nothing can come to belong to them. */
  private Set<String> named(List<String> ids) throws SQLException {
    Set<String> found = new HashSet<>();
    if (ids.isEmpty()) {
      return found;
    }
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT FROM tinbao.agency WHERE id = ANY (?) ORDER BY id FOR UPDATE")) {
      lock.setArray(1, texts(ids));
      lock.execute();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "WITH gone AS MATERIALIZED (SELECT unnest(?::text[]) AS id) " + NAMED)) {
      statement.setArray(1, texts(ids));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  /** Removes those that nothing belongs to. Derived ones below them get theirs anew, or end. */
  private void delete(List<String> ids) throws SQLException {
    if (!ids.isEmpty()) {
      execute(
          "UPDATE tinbao.agency SET parent_id = NULL WHERE derived AND parent_id = ANY (?)", ids);
      execute("DELETE FROM tinbao.agency WHERE derived AND id = ANY (?)", ids);
    }
  }

  private void end(Set<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE tinbao.agency SET valid_to = greatest(valid_from + 1, ?::date)"
                + " WHERE id = ANY (?) AND (valid_to IS NULL OR valid_to > ?)")) {
      statement.setObject(1, today);
      statement.setArray(2, texts(List.copyOf(ids)));
      statement.setObject(3, today);
      statement.executeUpdate();
    }
  }

  private void update(List<Agency> changed) throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE tinbao.agency a SET key = n.key, function = n.function, level = n.level,"
                + " name = n.name, standing = n.standing, may_resolve = n.may_resolve,"
                + " parent_id = n.parent_id, phone = n.phone, valid_from = n.valid_from,"
                + " valid_to = n.valid_to, source = n.source"
                + " FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
                + " ?::boolean[], ?::boolean[], ?::text[], ?::text[], ?::date[], ?::date[],"
                + " ?::text[]) AS n (id, key, function, level, name, standing, may_resolve,"
                + " parent_id, phone, valid_from, valid_to, source)"
                + " WHERE a.id = n.id AND a.derived")) {
      int i = 1;
      statement.setArray(i++, texts(changed, Agency::id));
      statement.setArray(i++, texts(changed, Agency::key));
      statement.setArray(i++, texts(changed, a -> a.function().name()));
      statement.setArray(i++, texts(changed, a -> a.level().name()));
      statement.setArray(i++, texts(changed, Agency::name));
      statement.setArray(i++, flags(changed, Agency::standing));
      statement.setArray(i++, flags(changed, Agency::mayResolve));
      statement.setArray(i++, texts(changed, Agency::parentId));
      statement.setArray(i++, texts(changed, Agency::phone));
      statement.setArray(i++, days(changed, Agency::validFrom));
      statement.setArray(i++, days(changed, Agency::validTo));
      statement.setArray(i, texts(changed, Agency::source));
      statement.executeUpdate();
    }
  }

  private Array texts(List<Agency> agencies, Function<Agency, @Nullable String> column)
      throws SQLException {
    return connection.createArrayOf("text", agencies.stream().map(column).toArray());
  }

  private Array flags(List<Agency> agencies, Function<Agency, Boolean> column) throws SQLException {
    return connection.createArrayOf("boolean", agencies.stream().map(column).toArray());
  }

  private Array days(List<Agency> agencies, Function<Agency, @Nullable LocalDate> column)
      throws SQLException {
    return connection.createArrayOf(
        "date",
        agencies.stream().map(column).map(day -> day == null ? null : Date.valueOf(day)).toArray());
  }

  private Array texts(List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  private void execute(String sql, List<String> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, texts(ids));
      statement.executeUpdate();
    }
  }
}
