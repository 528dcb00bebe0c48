package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/**
 * Outcomes of cases, for the targets of the plans (investigated, indicted, tried): written down by
 * a procuracy or court that has a part in the report, or by the agency that leads it on their word.
 * What was written stays; a mistake is corrected by another row.
 */
@Singleton
public class CaseOutcomes {
  /** Longest number of a paper, in characters. */
  public static final int MOST_CHARACTERS = 200;

  /** Most people one outcome is about. */
  public static final int MOST_DEFENDANTS = 1_000;

  private static final String PAPER = "case_outcome.paper";

  private final JdbcOperations jdbc;
  private final OutcomeRules rules;
  private final TipDesk tips;
  private final TipAccess access;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  CaseOutcomes(
      JdbcOperations jdbc,
      OutcomeRules rules,
      TipDesk tips,
      TipAccess access,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.tips = tips;
    this.access = access;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What somebody writes down.
   *
   * @param reportedBy agency on whose word
   * @param paper number of the paper, blank: none
   * @param corrects an outcome of the same tip that this one replaces; null: none
   * @param withdrawn with {@code corrects}: that was not so, the other values repeat it
   */
  public record Entry(
      CaseOutcome.Kind kind,
      LocalDate decidedOn,
      int defendants,
      String article,
      String reportedBy,
      String paper,
      @Nullable UUID corrects,
      boolean withdrawn) {

    @Override
    public String toString() {
      return "Entry[" + kind + "]";
    }
  }

  /** What became of a wish. */
  public enum Result {
    DONE,
    /** No such tip for this person, or no such outcome to correct. */
    NOT_FOUND,
    /** The agency neither leads it nor is a procuracy or court. */
    NOT_YOURS,
    /** No prosecution was ever decided on it. */
    NO_CASE,
    /** Before the report came, or not yet. */
    DAY_WRONG,
    NUMBER_WRONG,
    ARTICLE_WRONG,
    /** This agency cannot have said so, or not to this person. */
    REPORTER_WRONG,
    PAPER_LONG,
    /** Somebody corrected it meanwhile. */
    CORRECTED_ALREADY
  }

  /** All of a tip that the viewer has opened, the oldest first, with what was replaced. */
  @Transactional
  public List<CaseOutcome> ofTip(UUID tipId) {
    return jdbc.prepareStatement(
        // case_outcome_of_tip; the correction by case_outcome_corrects_key
        """
        SELECT o.id, o.kind, o.decided_on, o.defendants, o.article, o.reported_by_agency,
          o.reported_at, o.written_by, o.written_for, o.corrects, o.withdrawn, o.paper,
          NOT o.withdrawn AND NOT EXISTS (
            SELECT FROM tinbao.case_outcome c WHERE c.corrects = o.id) AS counts
        FROM tinbao.case_outcome o WHERE o.tip_id = ? ORDER BY o.reported_at, o.id
        """,
        select -> {
          select.setObject(1, tipId);
          List<CaseOutcome> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(outcome(tipId, row));
            }
          }
          return List.copyOf(found);
        });
  }

  /** Whether this person may write an outcome of this tip down now. */
  @Transactional
  public boolean mayReport(StaffMember viewer, UUID tipId) {
    return access.may(viewer, tipId, Action.OUTCOME_REPORT)
        && prosecuted(tipId)
        && (leads(viewer, tipId) || knowsFirstHand(viewer));
  }

  /**
   * Agencies on whose word this person may write something down: the own one first; for the lead
   * also those of its place.
   */
  @Transactional
  public List<Agency> reporters(StaffMember viewer, UUID tipId) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Set<Agency> found = new LinkedHashSet<>();
    snapshot.agency(viewer.agencyId()).ifPresent(found::add);
    if (leads(viewer, tipId)) {
      Set<AgencyFunction> functions = functions(today);
      tips.agencies(tipId).stream()
          .flatMap(id -> snapshot.agency(id).stream())
          .filter(agency -> functions.contains(agency.function()))
          .forEach(found::add);
      snapshot
          .agency(viewer.agencyId())
          .flatMap(own -> snapshot.unit(own.unitId()))
          .ifPresent(
              unit ->
                  snapshot.agenciesFor(unit, today).stream()
                      .filter(agency -> functions.contains(agency.function()))
                      .sorted(Comparator.comparing(Agency::function).reversed())
                      .forEach(found::add));
    }
    return List.copyOf(found);
  }

  /** The kinds and articles that a form offers today. */
  public List<OutcomeRules.Rule> kinds() {
    return rules.on(LegalTime.day(clock.instant()));
  }

  /** Articles of the criminal code that a form offers today. */
  public List<String> articles() {
    return rules.articles(LegalTime.day(clock.instant()));
  }

  /**
   * Writes one down.
   *
   * @param id UUIDv7 of the form: the same twice is one outcome
   */
  @Transactional
  public Result report(StaffMember viewer, UUID id, UUID tipId, Entry entry) {
    tips.hold(tipId);
    if (!access.may(viewer, tipId, Action.OUTCOME_REPORT)) {
      return Result.NOT_FOUND;
    }
    boolean leads = leads(viewer, tipId);
    if (!leads && !knowsFirstHand(viewer)) {
      return Result.NOT_YOURS;
    }
    Optional<UUID> known = tipOf(id);
    if (known.isPresent()) {
      return known.get().equals(tipId) ? Result.DONE : Result.NOT_FOUND;
    }
    if (!prosecuted(tipId)) {
      return Result.NO_CASE;
    }
    Instant now = SqlTime.now(clock);
    Optional<Result> wrong = wrong(viewer, tipId, entry, leads, now);
    if (wrong.isPresent()) {
      return wrong.get();
    }
    UUID corrects = entry.corrects();
    if (corrects != null) {
      if (!tipOf(corrects).filter(tipId::equals).isPresent()) {
        return Result.NOT_FOUND;
      }
      if (replaced(corrects)) {
        return Result.CORRECTED_ALREADY;
      }
    }
    byte[] paper =
        entry.paper().isBlank() ? null : tips.seal(tipId, entry.paper().strip(), PAPER, id);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.case_outcome (id, tip_id, kind, decided_on, defendants, article,
          reported_by_agency, reported_at, corrects, withdrawn, paper, written_by, written_for,
          rules_version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, tipId);
          insert.setString(3, entry.kind().name());
          insert.setObject(4, entry.decidedOn());
          insert.setInt(5, entry.defendants());
          insert.setString(6, entry.article());
          insert.setString(7, entry.reportedBy());
          insert.setObject(8, SqlTime.of(now));
          insert.setObject(9, corrects);
          insert.setBoolean(10, entry.withdrawn());
          insert.setBytes(11, paper);
          insert.setObject(12, viewer.id());
          insert.setString(13, viewer.agencyId());
          insert.setString(14, rules.version());
          return insert.executeUpdate();
        });
    String what =
        entry.withdrawn()
            ? "OUTCOME_WITHDRAWN"
            : corrects == null ? "OUTCOME_REPORTED" : "OUTCOME_CORRECTED";
    audit.record(viewer.id(), what, "TIP", tipId.toString(), entry.kind().name());
    tips.record(
        tipId,
        what,
        viewer.id(),
        "{\"to\":\"%s\"}".formatted(entry.reportedBy()),
        Attention.KEEP,
        null);
    return Result.DONE;
  }

  private Optional<Result> wrong(
      StaffMember viewer, UUID tipId, Entry entry, boolean leads, Instant now) {
    LocalDate today = LegalTime.day(now);
    LocalDate received =
        tips.line(tipId).map(line -> LegalTime.day(line.receivedAt())).orElse(today);
    if (entry.withdrawn() && entry.corrects() == null) {
      return Optional.of(Result.NOT_FOUND);
    }
    if (entry.decidedOn().isAfter(today) || entry.decidedOn().isBefore(received)) {
      return Optional.of(Result.DAY_WRONG);
    }
    if (entry.defendants() < 0 || entry.defendants() > MOST_DEFENDANTS) {
      return Optional.of(Result.NUMBER_WRONG);
    }
    if (!rules.articles(entry.decidedOn()).contains(entry.article())) {
      return Optional.of(Result.ARTICLE_WRONG);
    }
    if (entry.paper().length() > MOST_CHARACTERS) {
      return Optional.of(Result.PAPER_LONG);
    }
    Set<AgencyFunction> functions =
        rules
            .rule(entry.kind(), entry.decidedOn())
            .map(OutcomeRules.Rule::reporters)
            .orElse(Set.of());
    boolean own = entry.reportedBy().equals(viewer.agencyId());
    boolean fits =
        catalogue
            .now()
            .agency(entry.reportedBy())
            .filter(agency -> functions.contains(agency.function()))
            .isPresent();
    return (own && (leads || fits)) || (leads && fits)
        ? Optional.empty()
        : Optional.of(Result.REPORTER_WRONG);
  }

  private boolean leads(StaffMember viewer, UUID tipId) {
    return access.mayAsLead(viewer, tipId, Action.OUTCOME_REPORT);
  }

  /** Of a procuracy or court: whoever leads no report but decides on the case. */
  private boolean knowsFirstHand(StaffMember viewer) {
    return catalogue
        .now()
        .agency(viewer.agencyId())
        .map(Agency::function)
        .filter(f -> f == AgencyFunction.PROCURACY || f == AgencyFunction.COURT)
        .isPresent();
  }

  private Set<AgencyFunction> functions(LocalDate day) {
    Set<AgencyFunction> all = new LinkedHashSet<>();
    rules.on(day).forEach(rule -> all.addAll(rule.reporters()));
    return all;
  }

  /** Served by the unique key (tip_id, n) of tip_step. */
  private boolean prosecuted(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT EXISTS (SELECT FROM tinbao.tip_step WHERE tip_id = ? AND to_state = 'PROSECUTED')
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private boolean replaced(UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT EXISTS (SELECT FROM tinbao.case_outcome WHERE corrects = ?)
          OR EXISTS (SELECT FROM tinbao.case_outcome WHERE id = ? AND withdrawn)
        """,
        select -> {
          select.setObject(1, id);
          select.setObject(2, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private Optional<UUID> tipOf(UUID id) {
    return jdbc.prepareStatement(
        "SELECT tip_id FROM tinbao.case_outcome WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
          }
        });
  }

  private CaseOutcome outcome(UUID tipId, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] paper = row.getBytes("paper");
    return new CaseOutcome(
        id,
        CaseOutcome.Kind.valueOf(row.getString("kind")),
        row.getObject("decided_on", LocalDate.class),
        row.getInt("defendants"),
        row.getString("article"),
        row.getString("reported_by_agency"),
        Objects.requireNonNull(SqlTime.read(row, "reported_at")),
        row.getObject("written_by", UUID.class),
        row.getString("written_for"),
        row.getObject("corrects", UUID.class),
        row.getBoolean("withdrawn"),
        paper == null ? null : tips.unseal(tipId, paper, PAPER, id),
        row.getBoolean("counts"));
  }
}
