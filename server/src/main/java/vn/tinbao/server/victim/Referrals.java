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
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.PersonKey;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * Handing a person over to who gives a service: offered, accepted or declined with a reason, ended
 * with what came of it. None without a consent that covers it on that day. Until it is accepted the
 * other agency sees what is offered and no words; from then until the end it may open the record.
 */
@Singleton
public class Referrals {
  private static final String NOTE = "victim_referral.note";
  private static final String OUTSIDE = "victim_referral.outside";
  private static final String REASON = "victim_referral.decline_reason";
  private static final String END = "victim_referral.end_note";
  private static final int MOST_LINES = 500;

  private final Statements sql;
  private final VictimAccess access;
  private final VictimRows rows;
  private final VictimRules rules;
  private final Consents consents;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  Referrals(
      Statements sql,
      VictimAccess access,
      VictimRows rows,
      VictimRules rules,
      Consents consents,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.sql = sql;
    this.access = access;
    this.rows = rows;
    this.rules = rules;
    this.consents = consents;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /** How far it is. */
  public enum State {
    OFFERED,
    ACCEPTED,
    DECLINED,
    WITHDRAWN,
    ENDED
  }

  /** What came of it. */
  public enum Result {
    SERVED,
    PARTLY,
    /** The person left or took consent back. */
    LEFT,
    NOT_SERVED
  }

  /**
   * A referral, opened.
   *
   * @param toAgency null: somebody outside of the house, named in {@code outside}
   * @param answeredAt when it was accepted, declined or withdrawn
   * @param reason why it was declined
   */
  public record Referral(
      UUID id,
      UUID consentId,
      String fromAgency,
      @Nullable String toAgency,
      @Nullable String outside,
      String service,
      @Nullable String note,
      UUID referredBy,
      Instant referredAt,
      State state,
      @Nullable Instant answeredAt,
      @Nullable String reason,
      @Nullable Instant endedAt,
      @Nullable Result result,
      @Nullable String endNote) {

    @Override
    public String toString() {
      return "Referral[" + id + ", " + state + "]";
    }
  }

  /**
   * What the agency sees to which a person is offered: codes, no words.
   *
   * @param fromAgency id
   */
  public record Offer(
      UUID id, String fromAgency, String service, Instant referredAt, Sex sex, String ageBand) {}

  private record Row(
      UUID id,
      UUID victimId,
      UUID consentId,
      String fromAgency,
      @Nullable String toAgency,
      String service,
      State state) {}

  /**
   * Offers a person to an agency, or notes to whom outside.
   *
   * @param id UUIDv7 of the form: the same twice is one referral
   * @param consentId a consent of this person that covers the service today
   * @param toAgency null: outside
   * @param outside who, where {@code toAgency} is null; else blank
   * @param note for the receiver, read after acceptance; may be blank
   */
  @Transactional
  public VictimOutcome offer(
      StaffMember viewer,
      UUID id,
      UUID victimId,
      UUID consentId,
      @Nullable String toAgency,
      String outside,
      String service,
      String note) {
    Optional<VictimAccess.Held> held = access.holdAsHolder(viewer, victimId, Action.VICTIM_KEEP);
    if (held.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Optional<Row> known = row(id);
    if (known.isPresent()) {
      return known.get().victimId().equals(victimId)
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    LocalDate today = LegalTime.day(now);
    PersonKey key = held.get().key();
    Optional<VictimMistake> wrong = wrong(viewer, toAgency, outside, service, note, today);
    if (wrong.isPresent()) {
      return new VictimOutcome.Wrong(wrong.get());
    }
    if (!covered(victimId, key, consentId, service, today)) {
      return new VictimOutcome.Wrong(VictimMistake.NO_CONSENT);
    }
    sql.write(
        """
        INSERT INTO tinbao.victim_referral (id, victim_id, consent_id, from_agency, to_agency,
          service, note, outside, referred_by, referred_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        victimId,
        consentId,
        viewer.agencyId(),
        toAgency,
        service,
        sealed(key, note, NOTE, id),
        sealed(key, outside, OUTSIDE, id),
        viewer.id(),
        now);
    happened(viewer, victimId, "VICTIM_REFERRED", service, now);
    return new VictimOutcome.Done(victimId);
  }

  /** Offers to the viewer's agency that nobody answered, the oldest first. */
  @Transactional
  public List<Offer> offers(StaffMember viewer) {
    if (!Permissions.may(viewer, Action.VICTIM_REFERRAL)) {
      return List.of();
    }
    return sql.all(
        // victim_referral_to
        """
        SELECT r.id, r.from_agency, r.service, r.referred_at, v.sex, v.age_band
        FROM tinbao.victim_referral r JOIN tinbao.victim v ON v.id = r.victim_id
        WHERE r.to_agency = ? AND r.accepted_at IS NULL AND r.declined_at IS NULL
          AND r.withdrawn_at IS NULL
        ORDER BY r.referred_at, r.id LIMIT ?
        """,
        row ->
            new Offer(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                Objects.requireNonNull(SqlTime.read(row, "referred_at")),
                Sex.valueOf(row.getString(5)),
                row.getString(6)),
        viewer.agencyId(),
        MOST_LINES);
  }

  /** Takes the person over: who accepts may open the record until the referral ends. */
  @Transactional
  public VictimOutcome accept(StaffMember viewer, UUID id) {
    Optional<Row> offered = toViewer(viewer, id);
    if (offered.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    Row referral = offered.get();
    UUID victimId = referral.victimId();
    VictimAccess.Held held = access.hold(victimId).orElseThrow();
    Row now = row(id).orElseThrow();
    if (now.state() != State.OFFERED) {
      return now.state() == State.ACCEPTED
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.TooLate();
    }
    Instant at = SqlTime.now(clock);
    if (!covered(victimId, held.key(), now.consentId(), now.service(), LegalTime.day(at))) {
      return new VictimOutcome.Wrong(VictimMistake.NO_CONSENT);
    }
    sql.write(
        "UPDATE tinbao.victim_referral SET accepted_by = ?, accepted_at = ? WHERE id = ?",
        viewer.id(),
        at,
        id);
    rows.name(victimId, viewer.id(), viewer.agencyId(), viewer.id(), at);
    happened(viewer, victimId, "VICTIM_REFERRAL_ACCEPTED", referral.service(), at);
    return new VictimOutcome.Done(victimId);
  }

  /** Does not, and says why. */
  @Transactional
  public VictimOutcome decline(StaffMember viewer, UUID id, String reason) {
    Optional<Row> offered = toViewer(viewer, id);
    if (offered.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    if (reason.isBlank()) {
      return new VictimOutcome.Wrong(VictimMistake.REASON_MISSING);
    }
    if (reason.length() > VictimCourse.MOST_CHARACTERS) {
      return new VictimOutcome.Wrong(VictimMistake.TEXT_LONG);
    }
    UUID victimId = offered.get().victimId();
    VictimAccess.Held held = access.hold(victimId).orElseThrow();
    State state = row(id).orElseThrow().state();
    if (state != State.OFFERED) {
      return state == State.DECLINED
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.TooLate();
    }
    Instant at = SqlTime.now(clock);
    sql.write(
        """
        UPDATE tinbao.victim_referral SET declined_by = ?, declined_at = ?, decline_reason = ?
        WHERE id = ?
        """,
        viewer.id(),
        at,
        held.key().seal(reason.strip(), REASON, id),
        id);
    happened(viewer, victimId, "VICTIM_REFERRAL_DECLINED", offered.get().service(), at);
    return new VictimOutcome.Done(victimId);
  }

  /** Takes an offer back; and says for somebody outside that they accepted. */
  @Transactional
  public VictimOutcome answer(StaffMember viewer, UUID victimId, UUID id, boolean accepted) {
    Optional<Row> found = ofHolder(viewer, victimId, id);
    if (found.isEmpty() || (accepted && found.get().toAgency() != null)) {
      return new VictimOutcome.NotFound();
    }
    State wished = accepted ? State.ACCEPTED : State.WITHDRAWN;
    if (found.get().state() != State.OFFERED) {
      return found.get().state() == wished
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.TooLate();
    }
    Instant at = SqlTime.now(clock);
    String columns =
        accepted ? "accepted_by = ?, accepted_at = ?" : "withdrawn_by = ?, withdrawn_at = ?";
    sql.write(
        "UPDATE tinbao.victim_referral SET " + columns + " WHERE id = ?", viewer.id(), at, id);
    String what = accepted ? "VICTIM_REFERRAL_ACCEPTED" : "VICTIM_REFERRAL_WITHDRAWN";
    happened(viewer, victimId, what, found.get().service(), at);
    return new VictimOutcome.Done(victimId);
  }

  /** Ends one that goes on: the agency that accepted it, or the one that referred. */
  @Transactional
  public VictimOutcome end(StaffMember viewer, UUID victimId, UUID id, Result result, String note) {
    Optional<VictimAccess.Held> held = access.hold(viewer, victimId, Action.VICTIM_KEEP);
    Optional<Row> found =
        held.flatMap(v -> row(id))
            .filter(r -> r.victimId().equals(victimId))
            .filter(
                r ->
                    r.fromAgency().equals(viewer.agencyId())
                        || viewer.agencyId().equals(r.toAgency()));
    if (found.isEmpty()) {
      return new VictimOutcome.NotFound();
    }
    if (note.length() > VictimCourse.MOST_CHARACTERS) {
      return new VictimOutcome.Wrong(VictimMistake.TEXT_LONG);
    }
    if (found.get().state() != State.ACCEPTED) {
      return found.get().state() == State.ENDED
          ? new VictimOutcome.Done(victimId)
          : new VictimOutcome.TooLate();
    }
    Instant at = SqlTime.now(clock);
    sql.write(
        """
        UPDATE tinbao.victim_referral SET ended_by = ?, ended_at = ?, outcome = ?, end_note = ?
        WHERE id = ?
        """,
        viewer.id(),
        at,
        result.name(),
        sealed(held.orElseThrow().key(), note, END, id),
        id);
    happened(viewer, victimId, "VICTIM_REFERRAL_ENDED", found.get().service(), at);
    return new VictimOutcome.Done(victimId);
  }

  /** All of a record that this person may open, the oldest first. */
  @Transactional
  public List<Referral> of(StaffMember viewer, UUID victimId) {
    return access
        .open(viewer, victimId, Action.VICTIM_OPEN)
        .map(
            held ->
                sql.all(
                    // victim_referral_of_victim
                    "SELECT r.* FROM tinbao.victim_referral r WHERE victim_id = ?"
                        + " ORDER BY referred_at, id",
                    row -> referral(row, held.key()),
                    victimId))
        .orElse(List.of());
  }

  private Optional<VictimMistake> wrong(
      StaffMember viewer,
      @Nullable String toAgency,
      String outside,
      String service,
      String note,
      LocalDate today) {
    if (!rules.isSupport(service)) {
      return Optional.of(VictimMistake.SERVICE_WRONG);
    }
    if ((toAgency == null) == outside.isBlank()) {
      return Optional.of(VictimMistake.RECEIVER_MISSING);
    }
    boolean stands =
        toAgency == null
            || (!toAgency.equals(viewer.agencyId())
                && catalogue
                    .now()
                    .agency(toAgency)
                    .filter(agency -> agency.standsOn(today))
                    .isPresent());
    if (!stands) {
      return Optional.of(VictimMistake.AGENCY_WRONG);
    }
    return note.length() > VictimCourse.MOST_CHARACTERS || outside.length() > Victims.MOST_SHORT
        ? Optional.of(VictimMistake.TEXT_LONG)
        : Optional.empty();
  }

  private boolean covered(
      UUID victimId, PersonKey key, UUID consentId, String service, LocalDate today) {
    return consents.of(victimId, key).stream()
        .anyMatch(c -> c.id().equals(consentId) && c.coversReferral(service, today));
  }

  private Optional<Row> toViewer(StaffMember viewer, UUID id) {
    return Permissions.may(viewer, Action.VICTIM_REFERRAL)
        ? row(id).filter(r -> viewer.agencyId().equals(r.toAgency()))
        : Optional.empty();
  }

  private Optional<Row> ofHolder(StaffMember viewer, UUID victimId, UUID id) {
    return access
        .holdAsHolder(viewer, victimId, Action.VICTIM_KEEP)
        .flatMap(held -> row(id))
        .filter(r -> r.victimId().equals(victimId));
  }

  private Optional<Row> row(UUID id) {
    return sql.first(
        "SELECT r.* FROM tinbao.victim_referral r WHERE id = ?",
        row ->
            new Row(
                row.getObject("id", UUID.class),
                row.getObject("victim_id", UUID.class),
                row.getObject("consent_id", UUID.class),
                row.getString("from_agency"),
                row.getString("to_agency"),
                row.getString("service"),
                state(row)),
        id);
  }

  private void happened(
      StaffMember viewer, UUID victimId, String what, String service, Instant now) {
    rows.touch(victimId, now);
    audit.record(viewer.id(), what, "VICTIM", victimId.toString(), service);
  }

  private static byte @Nullable [] sealed(PersonKey key, String text, String column, UUID id) {
    return text.isBlank() ? null : key.seal(text.strip(), column, id);
  }

  private static State state(ResultSet row) throws SQLException {
    if (row.getObject("ended_at") != null) {
      return State.ENDED;
    }
    if (row.getObject("withdrawn_at") != null) {
      return State.WITHDRAWN;
    }
    if (row.getObject("declined_at") != null) {
      return State.DECLINED;
    }
    return row.getObject("accepted_at") != null ? State.ACCEPTED : State.OFFERED;
  }

  private static Referral referral(ResultSet row, PersonKey key) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    State state = state(row);
    String answered =
        switch (state) {
          case OFFERED, ACCEPTED, ENDED -> "accepted_at";
          case DECLINED -> "declined_at";
          case WITHDRAWN -> "withdrawn_at";
        };
    String result = row.getString("outcome");
    return new Referral(
        id,
        row.getObject("consent_id", UUID.class),
        row.getString("from_agency"),
        row.getString("to_agency"),
        text(key, row.getBytes("outside"), OUTSIDE, id),
        row.getString("service"),
        text(key, row.getBytes("note"), NOTE, id),
        row.getObject("referred_by", UUID.class),
        Objects.requireNonNull(SqlTime.read(row, "referred_at")),
        state,
        SqlTime.read(row, answered),
        text(key, row.getBytes("decline_reason"), REASON, id),
        SqlTime.read(row, "ended_at"),
        result == null ? null : Result.valueOf(result),
        text(key, row.getBytes("end_note"), END, id));
  }

  private static @Nullable String text(
      PersonKey key, byte @Nullable [] sealed, String column, UUID id) {
    return sealed == null ? null : key.open(sealed, column, id);
  }
}
