package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** Support that was given: by whoever may open the record. Only grows; a mistake is taken back. */
@Singleton
public class Supports {
  private static final String NOTE = "victim_support.note";

  private final Statements sql;
  private final VictimAccess access;
  private final VictimRows rows;
  private final VictimRules rules;
  private final Audit audit;
  private final Clock clock;

  Supports(
      Statements sql,
      VictimAccess access,
      VictimRows rows,
      VictimRules rules,
      Audit audit,
      Clock clock) {
    this.sql = sql;
    this.access = access;
    this.rows = rows;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Support, opened.
   *
   * @param counts whether it stands: false once somebody took it back
   */
  public record Given(
      UUID id,
      String kind,
      LocalDate givenOn,
      String agencyId,
      @Nullable String note,
      UUID staffId,
      Instant writtenAt,
      boolean counts) {

    @Override
    public String toString() {
      return "Given[" + kind + "]";
    }
  }

  /**
   * Writes down what the own agency gave.
   *
   * @param id UUIDv7 of the form: the same twice was given once
   */
  @Transactional
  public VictimOutcome give(
      StaffMember viewer, UUID id, UUID victimId, String kind, LocalDate givenOn, String note) {
    return add(viewer, id, victimId, kind, givenOn, note, null);
  }

  /** Says that it was not given after all: somebody of the agency that wrote it. */
  @Transactional
  public VictimOutcome takeBack(StaffMember viewer, UUID id, UUID victimId, UUID supportId) {
    return of(viewer, victimId).stream()
        .filter(given -> given.id().equals(supportId))
        .filter(given -> given.agencyId().equals(viewer.agencyId()))
        .findFirst()
        .map(
            given ->
                given.counts()
                    ? add(viewer, id, victimId, given.kind(), given.givenOn(), "", supportId)
                    : new VictimOutcome.Done(victimId))
        .orElseGet(VictimOutcome.NotFound::new);
  }

  /** All of a record that this person may open, the oldest first; withdrawals are not lines. */
  @Transactional
  public List<Given> of(StaffMember viewer, UUID victimId) {
    Optional<VictimAccess.Held> held = access.open(viewer, victimId, Action.VICTIM_OPEN);
    if (held.isEmpty()) {
      return List.of();
    }
    return sql.all(
        // victim_support_of_victim; the correction by victim_support_corrects_key
        """
        SELECT s.id, s.kind, s.given_on, s.agency, s.note, s.staff_id, s.written_at,
          NOT EXISTS (SELECT FROM tinbao.victim_support c WHERE c.corrects = s.id) AS counts
        FROM tinbao.victim_support s WHERE s.victim_id = ? AND NOT s.withdrawn
        ORDER BY s.given_on, s.written_at, s.id
        """,
        row -> {
          UUID id = row.getObject("id", UUID.class);
          byte[] note = row.getBytes("note");
          return new Given(
              id,
              row.getString("kind"),
              row.getObject("given_on", LocalDate.class),
              row.getString("agency"),
              note == null ? null : held.get().key().open(note, NOTE, id),
              row.getObject("staff_id", UUID.class),
              Objects.requireNonNull(SqlTime.read(row, "written_at")),
              row.getBoolean("counts"));
        },
        victimId);
  }

  private VictimOutcome add(
      StaffMember viewer,
      UUID id,
      UUID victimId,
      String kind,
      LocalDate givenOn,
      String note,
      @Nullable UUID corrects) {
    Optional<VictimAccess.Held> held = access.hold(viewer, victimId, Action.VICTIM_KEEP);
    if (held.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Optional<UUID> known =
        sql.first(
            "SELECT victim_id FROM tinbao.victim_support WHERE id = ? OR corrects = ?",
            row -> row.getObject(1, UUID.class),
            id,
            corrects);
    if (known.isPresent()) {
      return known.get().equals(victimId)
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    if (!rules.isSupport(kind)) {
      return new VictimOutcome.Wrong(VictimMistake.SERVICE_WRONG);
    }
    if (givenOn.isAfter(LegalTime.day(now)) || givenOn.isBefore(rows.codes(victimId).metOn())) {
      return new VictimOutcome.Wrong(VictimMistake.DAY_WRONG);
    }
    if (note.length() > VictimCourse.MOST_CHARACTERS) {
      return new VictimOutcome.Wrong(VictimMistake.TEXT_LONG);
    }
    byte[] sealed = note.isBlank() ? null : held.get().key().seal(note.strip(), NOTE, id);
    sql.write(
        """
        INSERT INTO tinbao.victim_support (id, victim_id, kind, given_on, agency, corrects,
          withdrawn, note, staff_id, written_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        victimId,
        kind,
        givenOn,
        viewer.agencyId(),
        corrects,
        corrects != null,
        sealed,
        viewer.id(),
        now);
    rows.touch(victimId, now);
    audit.record(
        viewer.id(),
        corrects == null ? "VICTIM_SUPPORT_GIVEN" : "VICTIM_SUPPORT_WITHDRAWN",
        "VICTIM",
        victimId.toString(),
        kind);
    return new VictimOutcome.Done(victimId);
  }
}
