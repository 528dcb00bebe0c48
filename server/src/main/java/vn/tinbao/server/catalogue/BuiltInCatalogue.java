package vn.tinbao.server.catalogue;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;

/**
 * Fills an empty catalogue with what comes with the program: units, agencies, hotlines and rules of
 * the five founding plans. Official lists imported later go on from there.
 *
 * <p>Done at server start; {@code tinbao.catalogue.built-in=false} leaves it out.
 */
@Singleton
public class BuiltInCatalogue implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(BuiltInCatalogue.class);

  private final TransactionOperations<Connection> transactions;
  private final Catalogue catalogue;
  private final boolean wanted;
  private final Clock clock;

  BuiltInCatalogue(
      TransactionOperations<Connection> transactions,
      Catalogue catalogue,
      CatalogueSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.wanted = settings.builtIn();
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (wanted) {
      installIfEmpty();
    }
    bringUpToDate();
    catalogue.refresh();
  }

  /**
   * Installs it in one transaction, unless there is any unit or agency. Several nodes may call it
   * at once: one installs, the others wait and find it done.
   *
   * @return whether this call installed it
   */
  public boolean installIfEmpty() {
    boolean installed = transactions.executeWrite(status -> installIfEmpty(status.getConnection()));
    if (installed) {
      CatalogueSnapshot now = catalogue.refresh();
      LOG.info(
          "Installed the built-in catalogue: {} units, {} agencies, {} hotlines, {} rules",
          now.units().size(),
          now.agencies().size(),
          now.hotlines().size(),
          now.rules().size());
    }
    return installed;
  }

  /** The same in the caller's transaction, when this installation wants it at all. */
  boolean installIfWanted(Connection connection) throws SQLException {
    return wanted && installIfEmpty(connection);
  }

  private boolean installIfEmpty(Connection connection) throws SQLException {
    UnitTable.lockCatalogue(connection);
    if (!empty(connection)) {
      return false;
    }
    UnitTable.UnitIds ids = new UnitTable(connection).newIds(BuiltInUnits.count());
    install(connection, BuiltInUnits.read(ids::take));
    return true;
  }

  private static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT NOT EXISTS (SELECT FROM tinbao.unit)"
                    + " AND NOT EXISTS (SELECT FROM tinbao.agency)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * After an update of the program: derives the standard agencies anew when their templates are
   * others, and replaces the built-in rules that nobody has touched. Several nodes may do it at
   * once.
   *
   * @return whether anything was done
   */
  public boolean bringUpToDate() {
    boolean done = transactions.executeWrite(status -> bringUpToDate(status.getConnection()));
    if (done) {
      catalogue.refresh();
      LOG.info("Brought standard agencies and built-in rules up to date");
    }
    return done;
  }

  private boolean bringUpToDate(Connection connection) throws SQLException {
    if (Versions.CURRENT.equals(Versions.read(connection)) || empty(connection)) {
      return false;
    }
    UnitTable.lockCatalogue(connection);
    Versions before = Versions.read(connection);
    if (Versions.CURRENT.equals(before)) {
      return false;
    }
    if (!Versions.CURRENT.templates().equals(before.templates())) {
      DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), Progress.NONE);
    }
    boolean same = !wanted || Versions.CURRENT.rules().equals(before.rules());
    // Rules that could not be replaced are tried again at the next start.
    String rules = same || replaceRules(connection) ? Versions.CURRENT.rules() : before.rules();
    Versions now = new Versions(Versions.CURRENT.templates(), rules);
    now.write(connection);
    return !now.equals(before);
  }

  private static boolean replaceRules(Connection connection) throws SQLException {
    try {
      new RuleTable(connection).replaceBuiltIn(rules(CatalogueStore.recorded(connection)));
      return true;
    } catch (IllegalArgumentException e) {
      LOG.warn("The built-in rules stay those of before: {}", e.getMessage());
      return false;
    }
  }

  /** What the derived agencies and the built-in rules in the database were made from. */
  private record Versions(String templates, String rules) {
    static final Versions CURRENT =
        new Versions(
            AgencyTemplates.builtIn().version(), AgencyTemplates.digest("competence-rules.yaml"));

    static Versions read(Connection connection) throws SQLException {
      return CatalogueStore.read(
              connection,
              "SELECT templates_version, rules_version FROM tinbao.catalogue_built_in",
              row -> new Versions(row.getString(1), row.getString(2)))
          .get(0);
    }

    void write(Connection connection) throws SQLException {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "UPDATE tinbao.catalogue_built_in SET templates_version = ?, rules_version = ?")) {
        statement.setString(1, templates);
        statement.setString(2, rules);
        statement.executeUpdate();
      }
    }
  }

  private void install(Connection connection, BuiltInUnits units) throws SQLException {
    Map<Long, Unit> byId =
        units.units().stream().collect(Collectors.toMap(Unit::id, Function.identity()));
    new UnitTable(connection).insert(units.units(), units.source());
    SuccessionTable successions = new SuccessionTable(connection);
    for (BuiltInUnits.Reform reform : units.reforms()) {
      successions.replace(reform.steps(), byId, reform.basis(), units.source());
    }
    CatalogueSnapshot snapshot = snapshot(units);
    BuiltInAgencies agencies = new BuiltInAgencies(snapshot);
    AgencyTable agencyTable = new AgencyTable(connection);
    agencyTable.insert(agencies.agencies(), agencies::nationwide);
    agencyTable.insertHeirs(agencies.heirs());
    RuleTable ruleTable = new RuleTable(connection);
    ruleTable.insertHotlines(hotlines(snapshot));
    ruleTable.insertRules(rules(snapshot), true);
    DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), Progress.NONE);
    Versions.CURRENT.write(connection);
  }

  /** The built-in units alone, as far as it takes to tell who stood where. */
  static CatalogueSnapshot snapshot(BuiltInUnits units) {
    List<Succession> successions = new ArrayList<>();
    for (BuiltInUnits.Reform reform : units.reforms()) {
      for (SuccessionTable.Step step : reform.steps()) {
        successions.add(
            new Succession(step.oldId(), step.newId(), step.effective(), step.extent()));
      }
    }
    return new CatalogueSnapshot(0, units.units(), successions, List.of(), List.of(), List.of());
  }

  static List<Hotline> hotlines(CatalogueSnapshot units) {
    List<Hotline> found = new ArrayList<>();
    for (YamlEntry entry : YamlEntry.resource("hotlines.yaml").entries("hotlines")) {
      LocalDate from = entry.day("from");
      String code = entry.textOrNull("unit");
      Long unitId =
          code == null
              ? null
              : Long.valueOf(
                  units
                      .unitByCode(code, from)
                      .orElseThrow(() -> new IllegalArgumentException(entry + ": no such unit"))
                      .id());
      found.add(
          new Hotline(
              0,
              entry.text("number"),
              entry.text("name"),
              entry.text("owner"),
              entry.text("hours"),
              entry.flag("free"),
              entry.texts("purposes"),
              unitId,
              entry.flag("verified"),
              from,
              entry.dayOrNull("to"),
              entry.text("source")));
    }
    return found;
  }

  static List<CompetenceRule> rules(CatalogueSnapshot units) {
    Map<String, Long> ids = units.units().stream().collect(Collectors.toMap(Unit::ref, Unit::id));
    try (InputStream in =
        BuiltInCatalogue.class.getResourceAsStream("/catalogue/competence-rules.yaml")) {
      if (in == null) {
        throw new IllegalStateException("Resource /catalogue/competence-rules.yaml is missing");
      }
      return CompetenceRuleFile.read(in, ids::get);
    } catch (IOException e) {
      throw new IllegalStateException("competence-rules.yaml cannot be read", e);
    }
  }
}
