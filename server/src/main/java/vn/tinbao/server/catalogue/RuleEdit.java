package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a rule: what holds until then is closed, never written anew. What routing
 * decided in the past can be asked again and gives the same.
 */
final class RuleEdit {
  static final int HIGHEST_URGENCY = 5;
  private static final int HIGHEST_PRIORITY = 1000;
  private static final int LONGEST_TEXT = 500;
  private static final String ID = "[a-z0-9][a-z0-9.-]{2,79}";
  private static final String CATEGORY = "[A-Z][A-Z_]+";
  private static final String FORWARD = "FORWARD";

  private final CatalogueSnapshot catalogue;
  private final LocalDate today;
  private final CompetenceRule next;

  RuleEdit(CatalogueSnapshot catalogue, LocalDate today, CompetenceRule next) {
    this.catalogue = catalogue;
    this.today = today;
    this.next = next;
  }

  /**
   * @throws CatalogueMistake naming the first field that is wrong
   */
  void check() {
    if (!next.id().matches(ID)) {
      throw new CatalogueMistake("id", "catalogue.mistake.rule-id");
    }
    if (!CompetenceRuleFile.PROCEDURES.contains(next.procedure())) {
      throw new CatalogueMistake("procedure", "catalogue.mistake.procedure");
    }
    if (!next.categories().stream().allMatch(category -> category.matches(CATEGORY))) {
      throw new CatalogueMistake("categories", "catalogue.mistake.procedure");
    }
    if (next.minUrgency() < 1 || next.minUrgency() > HIGHEST_URGENCY) {
      throw new CatalogueMistake("urgency", "catalogue.mistake.number");
    }
    if (next.priority() < 0 || next.priority() > HIGHEST_PRIORITY) {
      throw new CatalogueMistake("priority", "catalogue.mistake.number");
    }
    if (next.lead().isEmpty()) {
      throw new CatalogueMistake("lead", "catalogue.mistake.lead");
    }
    if (next.procedure().equals(FORWARD) == next.receivers().isEmpty()) {
      throw new CatalogueMistake("receivers", "catalogue.mistake.receivers");
    }
    text("reason", next.reason());
    if (!next.reason().endsWith(".")) {
      throw new CatalogueMistake("reason", "catalogue.mistake.sentence");
    }
    text("basis", next.basis());
    checkDays();
  }

  private static void text(String field, String text) {
    if (text.isBlank()) {
      throw new CatalogueMistake(field, "catalogue.mistake.empty");
    }
    if (text.length() > LONGEST_TEXT) {
      throw new CatalogueMistake(field, "catalogue.mistake.long", LONGEST_TEXT);
    }
  }

  private void checkDays() {
    LocalDate from = next.validFrom();
    if (from.isBefore(today)) {
      throw new CatalogueMistake("from", "catalogue.mistake.past");
    }
    if (next.validTo() != null && !next.validTo().isAfter(from)) {
      throw new CatalogueMistake("to", "catalogue.mistake.to");
    }
    for (CompetenceRule other : versions(catalogue, next.id())) {
      if (other.validFrom().isAfter(from)) {
        throw new CatalogueMistake(
            "from", "catalogue.mistake.later-version", other.validFrom().toString());
      }
      if (other.validFrom().equals(from) && !from.isAfter(today)) {
        throw new CatalogueMistake("from", "catalogue.mistake.today-version");
      }
    }
  }

  static List<CompetenceRule> versions(CatalogueSnapshot catalogue, String id) {
    return catalogue.rules().stream().filter(rule -> rule.id().equals(id)).toList();
  }

  /** The version that holds, or would hold, on the day of the change; null for a new rule. */
  @Nullable CompetenceRule before() {
    return versions(catalogue, next.id()).stream()
        .filter(rule -> rule.holdsOn(next.validFrom()))
        .findFirst()
        .orElse(null);
  }

  void write(Connection connection) throws SQLException {
    CompetenceRule before = before();
    if (before != null) {
      close(connection, before, next.validFrom());
    }
    new RuleTable(connection).insertRules(List.of(next), false);
  }

  /**
   * Ends a version on the day; one that would only begin then never does. Index: primary key (id,
   * valid_from).
   */
  static void close(Connection connection, CompetenceRule rule, LocalDate day) throws SQLException {
    boolean never = !rule.validFrom().isBefore(day);
    String sql =
        never
            ? "DELETE FROM tinbao.competence_rule WHERE id = ? AND valid_from = ?"
            : "UPDATE tinbao.competence_rule SET valid_to = ? WHERE id = ? AND valid_from = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int at = 1;
      if (!never) {
        statement.setObject(at++, day);
      }
      statement.setString(at++, rule.id());
      statement.setObject(at, rule.validFrom());
      statement.executeUpdate();
    }
  }

  /** The rule in words for the log. */
  String lines(CompetenceRule rule) {
    return ("procedure: %s%ncategories: %s%nurgency: %d%ncrossBorder: %s%nunitLevel: %s%n"
            + "lead: %s%nsupporting: %s%nreceivers: %s%npriority: %d%nplan: %s%nunits: %s%n"
            + "reason: %s%nbasis: %s%nfrom: %s%nto: %s")
        .formatted(
            rule.procedure(),
            rule.categories().stream().sorted().toList(),
            rule.minUrgency(),
            rule.crossBorder(),
            rule.unitLevel(),
            names(rule.lead()),
            names(rule.supporting()),
            names(rule.receivers()),
            rule.priority(),
            rule.plan(),
            refs(rule.unitIds()),
            rule.reason(),
            rule.basis(),
            rule.validFrom(),
            rule.validTo());
  }

  private static List<String> names(List<CompetenceRule.Wanted> wanted) {
    return wanted.stream()
        .map(w -> w.key() == null ? w.function() + "/" + w.level() : w.key())
        .toList();
  }

  private String refs(Set<Long> ids) {
    return ids.stream()
        .map(id -> catalogue.unit(id).map(Unit::ref).orElse("?"))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
