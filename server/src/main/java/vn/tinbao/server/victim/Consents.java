package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * What a person agreed to: for what, who said it for them, until when. Whoever takes it back ends
 * every referral that rests on it, in the same transaction.
 */
@Singleton
public class Consents {
  private static final String NOTE = "victim_consent.note";

  private final Statements sql;
  private final VictimAccess access;
  private final VictimRows rows;
  private final VictimRules rules;
  private final Audit audit;
  private final Clock clock;

  Consents(
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

  /** What for. */
  public enum Purpose {
    /** Handing the person over to who gives a service. */
    REFERRAL,
    /** Receiving support here. */
    SUPPORT,
    /** Passing data on without what names the person. */
    SHARE_DATA
  }

  /** Who said so. */
  public enum GivenBy {
    SELF,
    GUARDIAN,
    REPRESENTATIVE
  }

  /** How. */
  public enum Way {
    WRITTEN,
    SPOKEN,
    RECORDED
  }

  /**
   * A consent, opened.
   *
   * @param services codes of support that it covers; empty: all
   * @param until last day; null: until withdrawn
   * @param withdrawnOn null: it was not
   */
  public record Consent(
      UUID id,
      Purpose purpose,
      List<String> services,
      LocalDate givenOn,
      GivenBy givenBy,
      Way way,
      @Nullable LocalDate until,
      @Nullable String note,
      String agencyId,
      UUID staffId,
      Instant writtenAt,
      @Nullable LocalDate withdrawnOn) {

    /** Whether it holds on that day. */
    public boolean validOn(LocalDate day) {
      return withdrawnOn == null
          && !day.isBefore(givenOn)
          && (until == null || !day.isAfter(until));
    }

    /** Whether it holds on that day for handing over to that service. */
    public boolean coversReferral(String service, LocalDate day) {
      return purpose == Purpose.REFERRAL
          && validOn(day)
          && (services.isEmpty() || services.contains(service));
    }

    @Override
    public String toString() {
      return "Consent[" + id + "]";
    }
  }

  /** What an officer writes down; {@code note} may be blank. */
  public record Entry(
      Purpose purpose,
      List<String> services,
      LocalDate givenOn,
      GivenBy givenBy,
      Way way,
      @Nullable LocalDate until,
      String note) {

    @Override
    public String toString() {
      return "Entry[" + purpose + "]";
    }
  }

  /**
   * Writes one down.
   *
   * @param id UUIDv7 of the form: the same twice is one consent
   */
  @Transactional
  public VictimOutcome give(StaffMember viewer, UUID id, UUID victimId, Entry entry) {
    Optional<VictimAccess.Held> held = access.hold(viewer, victimId, Action.VICTIM_KEEP);
    if (held.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Optional<UUID> known = victimOf(id);
    if (known.isPresent()) {
      return known.get().equals(victimId)
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    Optional<VictimMistake> wrong = wrong(entry, rows.codes(victimId), LegalTime.day(now));
    if (wrong.isPresent()) {
      return new VictimOutcome.Wrong(wrong.get());
    }
    byte[] note =
        entry.note().isBlank() ? null : held.get().key().seal(entry.note().strip(), NOTE, id);
    sql.write(
        """
        INSERT INTO tinbao.victim_consent (id, victim_id, purpose, services, given_on, given_by,
          way, until, note, agency_id, staff_id, written_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        victimId,
        entry.purpose().name(),
        entry.services().stream().distinct().toList(),
        entry.givenOn(),
        entry.givenBy().name(),
        entry.way().name(),
        entry.until(),
        note,
        viewer.agencyId(),
        viewer.id(),
        now);
    rows.touch(victimId, now);
    audit.record(
        viewer.id(), "VICTIM_CONSENT", "VICTIM", victimId.toString(), entry.purpose().name());
    return new VictimOutcome.Done(victimId);
  }

  /** Takes one back: offers that rest on it are withdrawn, referrals that go on end. */
  @Transactional
  public VictimOutcome withdraw(StaffMember viewer, UUID victimId, UUID consentId) {
    if (access.hold(viewer, victimId, Action.VICTIM_KEEP).isEmpty()
        || victimOf(consentId).filter(victimId::equals).isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    int changed =
        sql.write(
            """
            UPDATE tinbao.victim_consent SET withdrawn_on = ?, withdrawn_at = ?, withdrawn_by = ?
            WHERE id = ? AND withdrawn_at IS NULL
            """,
            LegalTime.day(now),
            now,
            viewer.id(),
            consentId);
    if (changed == 1) {
      sql.write(
          """
          UPDATE tinbao.victim_referral SET withdrawn_by = ?, withdrawn_at = ?
          WHERE consent_id = ? AND accepted_at IS NULL AND declined_at IS NULL
            AND withdrawn_at IS NULL
          """,
          viewer.id(),
          now,
          consentId);
      sql.write(
          """
          UPDATE tinbao.victim_referral SET ended_by = ?, ended_at = ?, outcome = 'LEFT'
          WHERE consent_id = ? AND accepted_at IS NOT NULL AND ended_at IS NULL
          """,
          viewer.id(),
          now,
          consentId);
      rows.touch(victimId, now);
      audit.record(viewer.id(), "VICTIM_CONSENT_WITHDRAWN", "VICTIM", victimId.toString());
    }
    return new VictimOutcome.Done(victimId);
  }

  /** All of a record that this person may open, the oldest first. */
  @Transactional
  public List<Consent> of(StaffMember viewer, UUID victimId) {
    return access
        .open(viewer, victimId, Action.VICTIM_OPEN)
        .map(held -> of(victimId, held.key()))
        .orElse(List.of());
  }

  List<Consent> of(UUID victimId, PersonKey key) {
    return sql.all(
        // victim_consent_of_victim
        """
        SELECT id, purpose, services, given_on, given_by, way, until, note, agency_id, staff_id,
          written_at, withdrawn_on
        FROM tinbao.victim_consent WHERE victim_id = ? ORDER BY written_at, id
        """,
        row -> consent(row, key),
        victimId);
  }

  private Optional<VictimMistake> wrong(Entry entry, VictimCodes codes, LocalDate today) {
    LocalDate until = entry.until();
    if (entry.givenOn().isAfter(today)
        || entry.givenOn().isBefore(codes.metOn())
        || (until != null && until.isBefore(entry.givenOn()))) {
      return Optional.of(VictimMistake.DAY_WRONG);
    }
    if (!entry.services().stream().allMatch(rules::isSupport)) {
      return Optional.of(VictimMistake.SERVICE_WRONG);
    }
    if (entry.note().length() > VictimCourse.MOST_CHARACTERS) {
      return Optional.of(VictimMistake.TEXT_LONG);
    }
    boolean tooYoung = rules.aloneFrom() >= rules.child() && Boolean.TRUE.equals(codes.under18());
    return tooYoung && entry.givenBy() == GivenBy.SELF
        ? Optional.of(VictimMistake.GUARDIAN_NEEDED)
        : Optional.empty();
  }

  private Optional<UUID> victimOf(UUID id) {
    return sql.first(
        "SELECT victim_id FROM tinbao.victim_consent WHERE id = ?",
        row -> row.getObject(1, UUID.class),
        id);
  }

  private static Consent consent(ResultSet row, PersonKey key) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] note = row.getBytes("note");
    return new Consent(
        id,
        Purpose.valueOf(row.getString("purpose")),
        List.of((String[]) row.getArray("services").getArray()),
        row.getObject("given_on", LocalDate.class),
        GivenBy.valueOf(row.getString("given_by")),
        Way.valueOf(row.getString("way")),
        row.getObject("until", LocalDate.class),
        note == null ? null : key.open(note, NOTE, id),
        row.getString("agency_id"),
        row.getObject("staff_id", UUID.class),
        Objects.requireNonNull(SqlTime.read(row, "written_at")),
        row.getObject("withdrawn_on", LocalDate.class));
  }
}
