package vn.tinbao.server.catalogue;

import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/**
 * The one door through which people change the catalogue: one transaction, everybody else kept out
 * until it ends, on the ground of what the person saw, with a row of what stood there before and
 * one in the audit. The version rises, and other nodes see it within seconds.
 */
@Singleton
public class CatalogueEditing {
  private final TransactionOperations<Connection> transactions;
  private final Catalogue catalogue;
  private final CatalogueLog log;
  private final ApplicationEventPublisher<CatalogueEdited> edited;
  private final Clock clock;

  CatalogueEditing(
      TransactionOperations<Connection> transactions,
      Catalogue catalogue,
      CatalogueLog log,
      ApplicationEventPublisher<CatalogueEdited> edited,
      Clock clock) {
    this.transactions = transactions;
    this.catalogue = catalogue;
    this.log = log;
    this.edited = edited;
    this.clock = clock;
  }

  /**
   * Who changes something.
   *
   * @param version of the catalogue that the person saw: when another one holds by now, nothing is
   *     written
   */
  public record Editor(UUID staffId, long version) {}

  /** Changes in the transaction of one connection. */
  private interface Change<T> {
    T make(Connection connection, CatalogueSnapshot before) throws SQLException;
  }

  /**
   * Writes what a person says of an agency; a derived one is a recorded one from then on.
   *
   * @throws CatalogueMistake naming the field
   */
  public void agency(Editor editor, String agencyId, AgencyChange change) {
    edit(
        editor,
        (connection, before) -> {
          Agency agency =
              before
                  .agency(agencyId)
                  .orElseThrow(
                      () ->
                          new CatalogueMistake(CatalogueMistake.WHOLE, "catalogue.agency.unknown"));
          AgencyEdit edit = new AgencyEdit(before, agency, change);
          edit.check();
          edit.write(connection, today());
          told(connection, editor, "AGENCY_EDITED", "AGENCY", agencyId, edit.was(), edit.became());
          return agencyId;
        });
  }

  /**
   * Records an agency that nobody recorded before; a derived one of its id gives way.
   *
   * @param agency its id is {@code <kind>@<unit>}
   * @param nationwide whether its territory is every province, also those to come
   * @throws CatalogueMistake naming the field
   */
  public void addAgency(Editor editor, Agency agency, boolean nationwide) {
    edit(
        editor,
        (connection, before) -> {
          AgencyAddition addition = new AgencyAddition(before, agency, nationwide);
          addition.check();
          addition.write(connection, today());
          told(
              connection,
              editor,
              "AGENCY_ADDED",
              "AGENCY",
              agency.id(),
              addition.was(),
              addition.became());
          return agency.id();
        });
  }

  /**
   * What {@link #addAgency} would refuse, without writing anything.
   *
   * @throws CatalogueMistake naming the field
   */
  public void checkAddition(CatalogueSnapshot seen, Agency agency, boolean nationwide) {
    new AgencyAddition(seen, agency, nationwide).check();
  }

  /**
   * Ends an agency and says who takes over. Its open tips go along by {@code tip.Reforms}: to the
   * one that takes all, else to whom a person chooses.
   *
   * @param day the first day on which it is no more
   * @param heirs first choice first; none: a person must choose for each tip
   * @param source decision that says so
   * @throws CatalogueMistake naming the field
   */
  public void endAgency(
      Editor editor, String agencyId, LocalDate day, List<AgencySuccession> heirs, String source) {
    edit(
        editor,
        (connection, before) -> {
          AgencyEnd end = end(before, agencyId, day, heirs, source);
          end.check();
          end.write(connection, today());
          told(connection, editor, "AGENCY_ENDED", "AGENCY", agencyId, end.was(), end.became());
          return agencyId;
        });
  }

  /**
   * What {@link #endAgency} would refuse, without writing anything.
   *
   * @throws CatalogueMistake naming the field
   */
  public void checkEnd(
      CatalogueSnapshot seen,
      String agencyId,
      LocalDate day,
      List<AgencySuccession> heirs,
      String source) {
    end(seen, agencyId, day, heirs, source).check();
  }

  private static AgencyEnd end(
      CatalogueSnapshot before,
      String agencyId,
      LocalDate day,
      List<AgencySuccession> heirs,
      String source) {
    Agency agency =
        before
            .agency(agencyId)
            .orElseThrow(
                () -> new CatalogueMistake(CatalogueMistake.WHOLE, "catalogue.agency.unknown"));
    return new AgencyEnd(before, agency, day, heirs, source);
  }

  /**
   * Adds a version of a rule from its first day on; what holds until then is closed at that day.
   *
   * @throws CatalogueMistake naming the field, {@code from} for a day that is past
   */
  public void rule(Editor editor, CompetenceRule next) {
    edit(
        editor,
        (connection, before) -> {
          RuleEdit edit = new RuleEdit(before, today(), next);
          edit.check();
          CompetenceRule old = edit.before();
          edit.write(connection);
          told(
              connection,
              editor,
              "RULE_EDITED",
              "RULE",
              next.id(),
              old == null ? null : edit.lines(old),
              edit.lines(next));
          return next;
        });
  }

  /**
   * Ends a rule without another in its place.
   *
   * @param rule the version that holds last
   * @param day the first day on which it is no more, today at the earliest
   * @throws CatalogueMistake naming the field {@code end}
   */
  public void endRule(Editor editor, CompetenceRule rule, LocalDate day) {
    edit(
        editor,
        (connection, before) -> {
          boolean over = rule.validTo() != null && !rule.validTo().isAfter(day);
          if (day.isBefore(today()) || over || !before.rules().contains(rule)) {
            throw new CatalogueMistake("end", "catalogue.mistake.past");
          }
          if (rule.validFrom().equals(day) && !day.isAfter(today())) {
            throw new CatalogueMistake("end", "catalogue.mistake.today-version");
          }
          RuleEdit.close(connection, rule, day);
          String was = new RuleEdit(before, today(), rule).lines(rule);
          told(connection, editor, "RULE_EDITED", "RULE", rule.id(), was, "to: " + day);
          return rule;
        });
  }

  /**
   * Says that the longer limits for remote places run in a commune, from a day on until somebody
   * ends it. Clocks that run keep their due time.
   *
   * @throws CatalogueMistake naming the field {@code unit}, {@code from} or {@code source}
   */
  public void remote(Editor editor, RemoteUnit added) {
    edit(
        editor,
        (connection, before) -> {
          RemoteTable table = new RemoteTable(connection);
          RemoteEdit.check(before, table.all(), added);
          table.put(List.of(added), editor.staffId(), OffsetDateTime.now(clock));
          told(
              connection,
              editor,
              "REMOTE_UNIT_SAID",
              "REMOTE",
              ref(before, added),
              null,
              RemoteEdit.lines(before, added));
          return added;
        });
  }

  /**
   * Ends that.
   *
   * @param from its first day
   * @param day the first day on which the common limits run again; the first day itself: it never
   *     was
   * @throws CatalogueMistake naming the field {@code end}, or none when there is nothing to end
   */
  public void endRemote(Editor editor, long unitId, LocalDate from, LocalDate day) {
    edit(
        editor,
        (connection, before) -> {
          RemoteTable table = new RemoteTable(connection);
          RemoteUnit was = RemoteEdit.goingOn(table.all(), unitId, from);
          if (day.isBefore(from)) {
            throw new CatalogueMistake("end", "catalogue.mistake.to");
          }
          RemoteUnit now = new RemoteUnit(unitId, from, day, was.source());
          if (day.equals(from)) {
            table.delete(List.of(was));
          } else {
            table.put(List.of(now), editor.staffId(), OffsetDateTime.now(clock));
          }
          told(
              connection,
              editor,
              "REMOTE_UNIT_ENDED",
              "REMOTE",
              ref(before, was),
              RemoteEdit.lines(before, was),
              day.equals(from) ? null : RemoteEdit.lines(before, now));
          return now;
        });
  }

  private static String ref(CatalogueSnapshot catalogue, RemoteUnit remote) {
    return catalogue.unit(remote.unitId()).map(Unit::ref).orElse("?");
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  /**
   * Runs an import in the same way. The importer's own transaction is this one.
   *
   * @param uploadId names it in the audit
   * @param fileName of what is imported, as the catalogue's own log shows it
   */
  public ImportReport imported(
      Editor editor, UUID uploadId, String fileName, Supplier<ImportReport> work) {
    return edit(
        editor,
        (connection, before) -> {
          ImportReport report = work.get();
          log.add(connection, editor.staffId(), "IMPORT", fileName, null, report.text());
          edited.publishEvent(
              new CatalogueEdited(
                  editor.staffId(), "CATALOGUE_IMPORTED", "IMPORT", uploadId.toString()));
          return report;
        });
  }

  private <T> T edit(Editor editor, Change<T> change) {
    T made =
        transactions.executeWrite(
            status -> {
              Connection connection = status.getConnection();
              CatalogueSnapshot before = catalogue.now();
              UnitTable.lockCatalogue(connection);
              if (version(connection) != editor.version() || before.version() != editor.version()) {
                throw new CatalogueMistake(CatalogueMistake.WHOLE, CatalogueMistake.MOVED_ON);
              }
              return change.make(connection, before);
            });
    catalogue.refresh();
    return made;
  }

  private static long version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version FROM tinbao.catalogue_version")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void told(
      Connection connection,
      Editor editor,
      String action,
      String kind,
      String subject,
      @Nullable String was,
      @Nullable String became)
      throws SQLException {
    log.add(connection, editor.staffId(), kind, subject, was, became);
    edited.publishEvent(new CatalogueEdited(editor.staffId(), action, kind, subject));
  }
}
