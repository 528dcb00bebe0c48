package vn.tinbao.server.victim;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.PersonClocks;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * The course of a record by law: its status, what happened (told, verified, asked), and the clocks
 * that follow. All of it only grows.
 */
@Singleton
public class VictimCourse {
  /** Longest note, in characters. */
  public static final int MOST_CHARACTERS = 5_000;

  /** What somebody may report that happened; the statuses report the rest. */
  public static final List<LegalEvent> EVENTS =
      List.of(
          LegalEvent.PERSON_BROUGHT,
          LegalEvent.HEALTH_TOLD,
          LegalEvent.INITIALLY_VERIFIED,
          LegalEvent.IDENTIFICATION_ASKED,
          LegalEvent.IDENTIFICATION_COMPLEX,
          LegalEvent.INSURED);

  private static final String NOTE = "victim_status.note";

  private final Statements sql;
  private final VictimAccess access;
  private final VictimRows rows;
  private final VictimRules rules;
  private final PersonClocks clocks;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  VictimCourse(
      Statements sql,
      VictimAccess access,
      VictimRows rows,
      VictimRules rules,
      PersonClocks clocks,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.sql = sql;
    this.access = access;
    this.rows = rows;
    this.rules = rules;
    this.clocks = clocks;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * One status, opened.
   *
   * @param evidence codes of grounds
   * @param note null: none
   */
  public record Status(
      UUID id,
      VictimState status,
      LocalDate since,
      DecidedBy decidedBy,
      List<String> evidence,
      @Nullable String note,
      String agencyId,
      UUID staffId,
      Instant writtenAt) {

    @Override
    public String toString() {
      return "Status[" + status + "]";
    }
  }

  /** What happened, when it was said to have. */
  public record Happened(
      UUID id, LegalEvent event, Instant at, String agencyId, UUID staffId, Instant writtenAt) {}

  /**
   * A clock of the record.
   *
   * @param dueAt the first instant after the limit
   * @param confirmed false when it was counted over days whose calendar nobody has confirmed
   * @param verified whether the limit was read in the text of the law
   */
  public record Limit(
      String clock,
      String basis,
      Instant startedAt,
      Instant dueAt,
      Instant overdueAt,
      boolean confirmed,
      boolean verified,
      @Nullable Instant metAt,
      @Nullable Instant endedAt) {

    public boolean open() {
      return metAt == null && endedAt == null;
    }

    /** Whether it was missed: still open too late, or met too late. */
    public boolean late(Instant now) {
      Instant met = metAt;
      return met == null ? open() && !now.isBefore(overdueAt) : met.isAfter(overdueAt);
    }
  }

  /**
   * Decides on the status.
   *
   * @param id UUIDv7 of the form: the same twice is one decision
   * @param evidence grounds; needed for a victim
   * @param note needed where somebody is found to be none, or is looked at anew
   */
  @Transactional
  public VictimOutcome decide(
      StaffMember viewer,
      UUID id,
      UUID victimId,
      VictimState status,
      LocalDate since,
      DecidedBy decidedBy,
      List<String> evidence,
      String note) {
    Optional<VictimAccess.Held> held = access.holdAsHolder(viewer, victimId, Action.VICTIM_KEEP);
    if (held.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Optional<UUID> known = known("victim_status", id);
    if (known.isPresent()) {
      return known(victimId, known.get());
    }
    Instant now = SqlTime.now(clock);
    VictimCodes codes = rows.codes(victimId);
    List<Status> before = statuses(victimId, held.get().key());
    VictimState last = before.get(before.size() - 1).status();
    Optional<VictimMistake> wrong = wrong(status, last, since, evidence, note, codes, now);
    if (wrong.isPresent()) {
      return new VictimOutcome.Wrong(wrong.get());
    }
    if (last == status) {
      return new VictimOutcome.TooLate();
    }
    byte[] sealed = note.isBlank() ? null : held.get().key().seal(note.strip(), NOTE, id);
    add(viewer, id, victimId, before.size() + 1, status, since, decidedBy, evidence, sealed, now);
    Instant at = moment(since, now);
    switch (status) {
      case VICTIM -> {
        happen(victimId, LegalEvent.IDENTIFIED, at);
        happen(victimId, LegalEvent.VICTIM_CONFIRMED, at);
      }
      case NOT_VICTIM -> happen(victimId, LegalEvent.IDENTIFIED, at);
      case IN_IDENTIFICATION, ACCOMPANYING_MINOR -> {}
    }
    rows.touch(victimId, now);
    audit.record(viewer.id(), "VICTIM_STATUS", "VICTIM", victimId.toString(), status.name());
    return new VictimOutcome.Done(victimId);
  }

  /**
   * Says that something happened: clocks are met and start.
   *
   * @param id UUIDv7 of the form: the same twice happened once
   */
  @Transactional
  public VictimOutcome happened(
      StaffMember viewer, UUID id, UUID victimId, LegalEvent event, Instant at) {
    if (access.hold(viewer, victimId, Action.VICTIM_KEEP).isEmpty() || !EVENTS.contains(event)) {
      return new VictimOutcome.NotFound();
    }
    Optional<UUID> known = known("victim_event", id);
    if (known.isPresent()) {
      return known(victimId, known.get());
    }
    Instant now = SqlTime.now(clock);
    if (at.isAfter(now) || at.isBefore(LegalTime.start(rows.codes(victimId).metOn()))) {
      return new VictimOutcome.Wrong(VictimMistake.DAY_WRONG);
    }
    sql.write(
        """
        INSERT INTO tinbao.victim_event (id, victim_id, event, at, agency_id, staff_id, written_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        victimId,
        event.name(),
        at,
        viewer.agencyId(),
        viewer.id(),
        now);
    happen(victimId, event, at);
    rows.touch(victimId, now);
    audit.record(viewer.id(), "VICTIM_EVENT", "VICTIM", victimId.toString(), event.name());
    return new VictimOutcome.Done(victimId);
  }

  /** Statuses, the oldest first; of a record that the viewer has opened. */
  @Transactional
  public List<Status> statuses(StaffMember viewer, UUID victimId) {
    return access
        .open(viewer, victimId, Action.VICTIM_OPEN)
        .map(held -> statuses(victimId, held.key()))
        .orElse(List.of());
  }

  /** What happened, the oldest first; of a record that the viewer has opened. */
  @Transactional
  public List<Happened> events(UUID victimId) {
    return sql.all(
        """
        SELECT id, event, at, agency_id, staff_id, written_at FROM tinbao.victim_event
        WHERE victim_id = ? ORDER BY at, written_at, id
        """,
        row ->
            new Happened(
                row.getObject(1, UUID.class),
                LegalEvent.valueOf(row.getString(2)),
                Objects.requireNonNull(SqlTime.read(row, "at")),
                row.getString(4),
                row.getObject(5, UUID.class),
                Objects.requireNonNull(SqlTime.read(row, "written_at"))),
        victimId);
  }

  /** Clocks, what is open and due first on top; of a record that the viewer has opened. */
  @Transactional
  public List<Limit> limits(UUID victimId) {
    return sql.all(
        """
        SELECT clock, basis, started_at, due_at, overdue_at, calendar_confirmed, met_at, ended_at
        FROM tinbao.victim_clock WHERE victim_id = ?
        ORDER BY (met_at IS NULL AND ended_at IS NULL) DESC, due_at, clock
        """,
        this::limit,
        victimId);
  }

  /** The first status and clocks of a record that was just made, in its transaction. */
  void begin(StaffMember viewer, UUID victimId, LocalDate metOn, DecidedBy by, Instant now) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    add(viewer, id, victimId, 1, VictimState.IN_IDENTIFICATION, metOn, by, List.of(), null, now);
    Instant at = moment(metOn, now);
    happen(victimId, LegalEvent.VICTIM_REPORTED, at);
    if (mustBring(viewer.agencyId())) {
      happen(victimId, LegalEvent.PERSON_MET, at);
    }
  }

  /** Law 53/2024 art. 27.1: all others bring the person to the commune's People's Committee. */
  private boolean mustBring(String agencyId) {
    return catalogue
        .now()
        .agency(agencyId)
        .map(Agency::function)
        .filter(
            function ->
                function != AgencyFunction.PEOPLES_COMMITTEE
                    && function != AgencyFunction.HEALTH_SOCIAL)
        .isPresent();
  }

  List<Status> statuses(UUID victimId, PersonKey key) {
    return sql.all(
        """
        SELECT id, status, since, decided_by, evidence, note, agency_id, staff_id, written_at
        FROM tinbao.victim_status WHERE victim_id = ? ORDER BY n
        """,
        row -> {
          UUID id = row.getObject(1, UUID.class);
          byte[] note = row.getBytes("note");
          return new Status(
              id,
              VictimState.valueOf(row.getString("status")),
              row.getObject("since", LocalDate.class),
              DecidedBy.valueOf(row.getString("decided_by")),
              List.of((String[]) row.getArray("evidence").getArray()),
              note == null ? null : key.open(note, NOTE, id),
              row.getString("agency_id"),
              row.getObject("staff_id", UUID.class),
              Objects.requireNonNull(SqlTime.read(row, "written_at")));
        },
        victimId);
  }

  private Optional<VictimMistake> wrong(
      VictimState status,
      VictimState last,
      LocalDate since,
      List<String> evidence,
      String note,
      VictimCodes codes,
      Instant now) {
    if (since.isAfter(LegalTime.day(now)) || since.isBefore(codes.metOn())) {
      return Optional.of(VictimMistake.DAY_WRONG);
    }
    if (note.length() > MOST_CHARACTERS) {
      return Optional.of(VictimMistake.TEXT_LONG);
    }
    if (!evidence.stream().allMatch(rules::isEvidence)
        || (status == VictimState.VICTIM && evidence.isEmpty())) {
      return Optional.of(VictimMistake.EVIDENCE_MISSING);
    }
    if (status == VictimState.ACCOMPANYING_MINOR && !Boolean.TRUE.equals(codes.under18())) {
      return Optional.of(VictimMistake.NOT_A_MINOR);
    }
    boolean anew =
        status == VictimState.NOT_VICTIM
            || (status == VictimState.IN_IDENTIFICATION && last != status);
    return anew && note.isBlank() ? Optional.of(VictimMistake.REASON_MISSING) : Optional.empty();
  }

  private void add(
      StaffMember viewer,
      UUID id,
      UUID victimId,
      int n,
      VictimState status,
      LocalDate since,
      DecidedBy decidedBy,
      List<String> evidence,
      byte @Nullable [] note,
      Instant now) {
    sql.write(
        """
        INSERT INTO tinbao.victim_status (id, victim_id, n, status, since, decided_by, evidence,
          note, agency_id, staff_id, written_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        victimId,
        n,
        status.name(),
        since,
        decidedBy.name(),
        evidence.stream().distinct().toList(),
        note,
        viewer.agencyId(),
        viewer.id(),
        now);
  }

  /** Clocks that it meets are met, those that it starts start; what is open twice is not. */
  private void happen(UUID victimId, LegalEvent event, Instant at) {
    Set<String> met = clocks.met(event);
    Map<String, Instant> since = new HashMap<>();
    for (Limit limit : limits(victimId)) {
      since.merge(limit.clock(), limit.startedAt(), (a, b) -> a.isAfter(b) ? a : b);
      if (limit.open() && met.contains(limit.clock())) {
        close(victimId, limit.clock(), "met_at", at);
      }
    }
    for (PersonClocks.Started started : clocks.starting(event, at, since)) {
      boolean running =
          limits(victimId).stream()
              .anyMatch(
                  limit ->
                      limit.clock().equals(started.clock())
                          && (limit.open() || limit.startedAt().equals(started.startedAt())));
      if (running) {
        continue;
      }
      started.replaces().forEach(other -> close(victimId, other, "ended_at", at));
      sql.write(
          """
          INSERT INTO tinbao.victim_clock (victim_id, clock, basis, rule_version, started_at,
            due_at, overdue_at, calendar_confirmed, next_alert_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
          victimId,
          started.clock(),
          started.basis(),
          clocks.version(),
          started.startedAt(),
          started.dueAt(),
          started.overdueAt(),
          started.confirmed(),
          started.nextAlertAt());
    }
  }

  /** Never before it began: somebody may report in the wrong order. */
  private void close(UUID victimId, String name, String column, Instant at) {
    sql.write(
        "UPDATE tinbao.victim_clock SET "
            + column
            + " = greatest(started_at, ?), next_alert_at = NULL WHERE victim_id = ? AND clock = ?"
            + " AND met_at IS NULL AND ended_at IS NULL",
        at,
        victimId,
        name);
  }

  /** A paper bears a day: today means now, an earlier day its beginning. */
  private static Instant moment(LocalDate day, Instant now) {
    return LegalTime.day(now).equals(day) ? now : LegalTime.start(day);
  }

  private Optional<UUID> known(String table, UUID id) {
    return sql.first(
        "SELECT victim_id FROM tinbao." + table + " WHERE id = ?",
        row -> row.getObject(1, UUID.class),
        id);
  }

  private static VictimOutcome known(UUID victimId, UUID of) {
    return of.equals(victimId) ? new VictimOutcome.Done(victimId) : new VictimOutcome.NotFound();
  }

  private Limit limit(ResultSet row) throws SQLException {
    String name = row.getString("clock");
    Instant started = Objects.requireNonNull(SqlTime.read(row, "started_at"));
    return new Limit(
        name,
        row.getString("basis"),
        started,
        Objects.requireNonNull(SqlTime.read(row, "due_at")),
        Objects.requireNonNull(SqlTime.read(row, "overdue_at")),
        row.getBoolean("calendar_confirmed"),
        clocks.verified(name, started),
        SqlTime.read(row, "met_at"),
        SqlTime.read(row, "ended_at"));
  }
}
