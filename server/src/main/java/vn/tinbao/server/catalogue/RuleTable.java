package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of competence rules and hotlines, in the transaction of one connection. */
final class RuleTable {
  private final Connection connection;

  RuleTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param builtIn whether they come with the program, whose next version replaces them
   */
  void insertRules(Collection<CompetenceRule> rules, boolean builtIn) throws SQLException {
    CopyRows rows =
        new CopyRows(
            "tinbao.competence_rule",
            "id",
            "procedure",
            "categories",
            "min_urgency",
            "cross_border",
            "unit_level",
            "lead",
            "supporting",
            "priority",
            "plan",
            "unit_ids",
            "receivers",
            "built_in",
            "reason",
            "basis",
            "valid_from",
            "valid_to");
    for (CompetenceRule rule : rules) {
      rows.add(
          rule.id(),
          rule.procedure(),
          List.copyOf(rule.categories()),
          rule.minUrgency(),
          rule.crossBorder(),
          rule.unitLevel(),
          json(rule.lead()),
          json(rule.supporting()),
          rule.priority(),
          rule.plan(),
          List.copyOf(rule.unitIds()),
          json(rule.receivers()),
          builtIn,
          rule.reason(),
          rule.basis(),
          rule.validFrom(),
          rule.validTo());
    }
    rows.into(connection);
  }

  /**
   * Replaces the rules that came with the program by these. Of a rule that somebody has changed
   * since (its row, or another of its id, is not marked as built in) everything stays.
   */
  void replaceBuiltIn(Collection<CompetenceRule> rules) throws SQLException {
    Set<String> touched =
        new HashSet<>(
            CatalogueStore.read(
                connection,
                "SELECT DISTINCT id FROM tinbao.competence_rule WHERE NOT built_in",
                row -> row.getString(1)));
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM tinbao.competence_rule WHERE built_in AND NOT id = ANY (?)")) {
      delete.setArray(1, connection.createArrayOf("text", touched.toArray()));
      delete.executeUpdate();
    }
    insertRules(rules.stream().filter(rule -> !touched.contains(rule.id())).toList(), true);
  }

  /**
   * @throws IllegalArgumentException for a key that is more than letters, digits and underscores
   */
  private static String json(List<CompetenceRule.Wanted> wanted) {
    return wanted.stream().map(RuleTable::json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(CompetenceRule.Wanted wanted) {
    String key = wanted.key();
    if (key != null && !key.matches("[a-z0-9_]+")) {
      throw new IllegalArgumentException("Not an agency key: " + key);
    }
    return "{\"function\":\"%s\",\"level\":\"%s\",\"key\":%s}"
        .formatted(wanted.function(), wanted.level(), key == null ? "null" : '"' + key + '"');
  }

  /** New rows; their {@link Hotline#id} is given by the database. */
  void insertHotlines(Collection<Hotline> hotlines) throws SQLException {
    CopyRows rows =
        new CopyRows(
            "tinbao.hotline",
            "number",
            "name",
            "owner",
            "hours",
            "free",
            "purposes",
            "unit_id",
            "verified",
            "valid_from",
            "valid_to",
            "source");
    for (Hotline line : hotlines) {
      rows.add(
          line.number(),
          line.name(),
          line.owner(),
          line.hours(),
          line.free(),
          line.purposes(),
          line.unitId(),
          line.verified(),
          line.validFrom(),
          line.validTo(),
          line.source());
    }
    rows.into(connection);
  }
}
