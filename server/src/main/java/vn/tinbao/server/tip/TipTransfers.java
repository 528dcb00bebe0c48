package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.LegalCourse.Turn;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Hands a tip to another agency. The one that leads it stays responsible until the other one
 * accepts: at every moment exactly one agency leads. A refusal, or taking the offer back, moves
 * nothing. Until it accepts, the other one sees what the queue would show and the note to it, and
 * no word of the report.
 *
 * <p>Whoever decides locks the tip first, so that of two decisions the first one counts.
 */
@Singleton
public class TipTransfers {
  /** Longest note, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  private final TransferRows rows;
  private final TipRows tips;
  private final SightRows sight;
  private final TipAccess access;
  private final TipDesk desk;
  private final TipVault vault;
  private final TipClocks clocks;
  private final Catalogue catalogue;
  private final Audit audit;
  private final LegalCourse course;
  private final ApplicationEventPublisher<TipTransferred> transferred;
  private final ApplicationEventPublisher<LeadPassed> passed;
  private final ApplicationEventPublisher<TipCallsDesk> calls;
  private final Live live;
  private final Clock clock;

  TipTransfers(
      TransferRows rows,
      TipRows tips,
      SightRows sight,
      TipAccess access,
      TipDesk desk,
      TipVault vault,
      TipClocks clocks,
      Catalogue catalogue,
      Audit audit,
      LegalCourse course,
      ApplicationEventPublisher<TipTransferred> transferred,
      ApplicationEventPublisher<LeadPassed> passed,
      ApplicationEventPublisher<TipCallsDesk> calls,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.sight = sight;
    this.access = access;
    this.desk = desk;
    this.vault = vault;
    this.clocks = clocks;
    this.catalogue = catalogue;
    this.audit = audit;
    this.course = course;
    this.transferred = transferred;
    this.passed = passed;
    this.calls = calls;
    this.live = live;
    this.clock = clock;
  }

  /** Why a tip should go to another agency. */
  public enum Reason {
    NOT_COMPETENT,
    OTHER_PLACE,
    HIGHER_LEVEL,
    OFFICIAL_INVOLVED,
    OTHER
  }

  /** How far a transfer is. */
  public enum State {
    PENDING,
    ACCEPTED,
    REJECTED,
    WITHDRAWN
  }

  /**
   * A transfer.
   *
   * @param note why, in the offering agency's words, null when none
   * @param answer why not, in the other one's, null when none
   */
  public record View(
      UUID id,
      UUID tipId,
      String from,
      String to,
      Reason reason,
      @Nullable String note,
      boolean staysSupporting,
      State state,
      UUID offeredBy,
      Instant offeredAt,
      @Nullable UUID decidedBy,
      @Nullable Instant decidedAt,
      @Nullable String answer) {

    @Override
    public String toString() {
      return "View[" + id + ", " + state + "]";
    }
  }

  /**
   * An offer waiting for an answer.
   *
   * @param tip what the queue would show; null, like the note, when the tip is restricted and this
   *     viewer would not be among those who may open it: then they cannot answer either
   */
  public record Waiting(View transfer, TipDesk.@Nullable Line tip) {}

  /** What became of a wish. */
  public sealed interface Outcome {

    /** Done, or done before in just this way. */
    record Done(UUID tipId) implements Outcome {}

    /** There is no such tip or transfer for this person. */
    record NotFound() implements Outcome {}

    /** It was decided otherwise before, or another offer is open. */
    record TooLate() implements Outcome {}

    /** No such agency today, or it leads the tip already. */
    record WrongAgency() implements Outcome {}

    /** Too long, or missing where it is needed. */
    record NoteWrong() implements Outcome {}
  }

  /**
   * Offers a tip to another agency.
   *
   * @param id UUIDv7 of the form: the same twice is one offer
   * @param staysSupporting whether the own agency wants to go on supporting, and see the tip
   */
  @Transactional
  public Outcome offer(
      StaffMember viewer,
      UUID id,
      UUID tipId,
      String toAgencyId,
      Reason reason,
      @Nullable String note,
      boolean staysSupporting) {
    if (tips.lock(tipId).isEmpty() || !access.mayAsLead(viewer, tipId, Action.TIP_TRANSFER)) {
      return new Outcome.NotFound();
    }
    Instant now = SqlTime.now(clock);
    boolean stands =
        catalogue
            .now()
            .agency(toAgencyId)
            .map(agency -> agency.standsOn(LegalTime.day(now)))
            .orElse(false);
    if (!stands || toAgencyId.equals(viewer.agencyId())) {
      return new Outcome.WrongAgency();
    }
    String words = note == null ? "" : note.strip();
    if (words.length() > MOST_CHARACTERS || (words.isEmpty() && reason == Reason.OTHER)) {
      return new Outcome.NoteWrong();
    }
    if (!course.allows(tipId, Turn.OFFERED)) {
      return offeredBefore(id, tipId);
    }
    byte[] sealed = words.isEmpty() ? null : key(tipId).seal(words, TransferRows.NOTE, id);
    int made =
        rows.offer(
            id,
            tipId,
            viewer.agencyId(),
            toAgencyId,
            reason.name(),
            sealed,
            staysSupporting,
            viewer.id(),
            now);
    if (made == 0) {
      return offeredBefore(id, tipId);
    }
    happened(tipId, "TRANSFER_OFFERED", viewer, toAgencyId);
    course.turned(tipId, Turn.OFFERED, viewer.id());
    call(tipId, toAgencyId, TipCallsDesk.Why.OFFERED);
    live.afterCommit(TipWriter.DESK + toAgencyId, tipId.toString());
    return new Outcome.Done(tipId);
  }

  private void call(UUID tipId, String agencyId, TipCallsDesk.Why why) {
    boolean urgent = tips.byId(tipId).orElseThrow().urgency() >= TipCallsDesk.URGENT;
    calls.publishEvent(new TipCallsDesk(tipId, agencyId, why, urgent));
  }

  /** All transfers of a tip, oldest first; whoever asks must have opened the tip. */
  @Transactional
  public List<View> ofTip(UUID tipId) {
    return rows.ofTip(tipId).stream().map(this::view).toList();
  }

  /** How many offers wait for the viewer's agency. */
  @Transactional
  public long waitingFor(StaffMember viewer) {
    return Permissions.may(viewer, Action.TRANSFER_DECIDE) ? rows.waiting(viewer.agencyId()) : 0;
  }

  /** Offers to the viewer's agency that wait for an answer, oldest first; 200 at most. */
  @Transactional
  public List<Waiting> inbox(StaffMember viewer) {
    return rows.inbox(viewer.agencyId()).stream()
        .map(row -> waiting(row, opensTo(viewer, row)))
        .toList();
  }

  /** Offers of the viewer's agency that wait for an answer, oldest first; 200 at most. */
  @Transactional
  public List<Waiting> outbox(StaffMember viewer) {
    return rows.outbox(viewer.agencyId()).stream()
        .map(row -> waiting(row, access.mayOpen(viewer, row.tipId())))
        .toList();
  }

  /** Takes the tip over: lead, sight and clocks move, all in this transaction. */
  @Transactional
  public Outcome accept(StaffMember viewer, UUID id) {
    Optional<TransferRows.Row> found = lockedFor(viewer, id);
    if (found.isEmpty()) {
      return new Outcome.NotFound();
    }
    TransferRows.Row row = found.get();
    if (!row.state().equals("PENDING")) {
      return decidedBefore(row, State.ACCEPTED);
    }
    Instant now = SqlTime.now(clock);
    UUID tipId = row.tipId();
    String from = row.fromAgencyId();
    String to = row.toAgencyId();
    var unused = rows.decide(id, "ACCEPTED", viewer.id(), now, null);
    rows.endBoth(tipId, from, to, now);
    tips.addAgency(tipId, to, "LEAD", now);
    if (row.staysSupporting()) {
      tips.addAgency(tipId, from, "SUPPORTING", now);
    }
    rows.lead(tipId, to, now);
    course.turned(tipId, Turn.ACCEPTED, viewer.id());
    clocks.goOn(tipId, now, now);
    if (sight.restriction(tipId).isPresent()) {
      sight.unnameAll(tipId, now);
      sight.name(tipId, viewer.id(), viewer.id(), now);
    }
    happened(tipId, "TRANSFER_ACCEPTED", viewer, to);
    live.afterCommit(TipWriter.DESK + from, tipId.toString());
    transferred.publishEvent(new TipTransferred(tipId, from, to, row.staysSupporting()));
    passed.publishEvent(new LeadPassed(tipId, from, to, row.staysSupporting(), false, viewer.id()));
    return new Outcome.Done(tipId);
  }

  /** Says no, with a reason; nothing moves. */
  @Transactional
  public Outcome reject(StaffMember viewer, UUID id, @Nullable String answer) {
    Optional<TransferRows.Row> found = lockedFor(viewer, id);
    if (found.isEmpty()) {
      return new Outcome.NotFound();
    }
    TransferRows.Row row = found.get();
    if (!row.state().equals("PENDING")) {
      return decidedBefore(row, State.REJECTED);
    }
    String words = answer == null ? "" : answer.strip();
    if (words.isEmpty() || words.length() > MOST_CHARACTERS) {
      return new Outcome.NoteWrong();
    }
    byte[] sealed = key(row.tipId()).seal(words, TransferRows.ANSWER, id);
    Instant now = SqlTime.now(clock);
    var unused = rows.decide(id, "REJECTED", viewer.id(), now, sealed);
    happened(row.tipId(), "TRANSFER_REJECTED", viewer, row.toAgencyId());
    course.turned(row.tipId(), Turn.REJECTED, viewer.id());
    call(row.tipId(), row.fromAgencyId(), TipCallsDesk.Why.REJECTED);
    live.afterCommit(TipWriter.DESK + row.toAgencyId(), row.tipId().toString());
    return new Outcome.Done(row.tipId());
  }

  /** Takes an offer back; nothing moves. */
  @Transactional
  public Outcome withdraw(StaffMember viewer, UUID id) {
    Optional<TransferRows.Row> found =
        locked(id).filter(row -> access.mayAsLead(viewer, row.tipId(), Action.TIP_TRANSFER));
    if (found.isEmpty()) {
      return new Outcome.NotFound();
    }
    TransferRows.Row row = found.get();
    if (!row.state().equals("PENDING")) {
      return decidedBefore(row, State.WITHDRAWN);
    }
    Instant now = SqlTime.now(clock);
    var unused = rows.decide(id, "WITHDRAWN", viewer.id(), now, null);
    happened(row.tipId(), "TRANSFER_WITHDRAWN", viewer, row.toAgencyId());
    course.turned(row.tipId(), Turn.WITHDRAWN, viewer.id());
    live.afterCommit(TipWriter.DESK + row.toAgencyId(), row.tipId().toString());
    return new Outcome.Done(row.tipId());
  }

  private Outcome offeredBefore(UUID id, UUID tipId) {
    boolean repeated = rows.byId(id).map(row -> row.tipId().equals(tipId)).orElse(false);
    return repeated ? new Outcome.Done(tipId) : new Outcome.TooLate();
  }

  private static Outcome decidedBefore(TransferRows.Row row, State wanted) {
    return row.state().equals(wanted.name())
        ? new Outcome.Done(row.tipId())
        : new Outcome.TooLate();
  }

  /** The tip first, then its transfer as it stands under that lock. */
  private Optional<TransferRows.Row> locked(UUID id) {
    return rows.byId(id).flatMap(row -> tips.lock(row.tipId())).flatMap(tip -> rows.byId(id));
  }

  private Optional<TransferRows.Row> lockedFor(StaffMember viewer, UUID id) {
    return locked(id)
        .filter(
            row ->
                Permissions.scope(viewer, Action.TRANSFER_DECIDE).compareTo(Scope.AGENCY) >= 0
                    && row.toAgencyId().equals(viewer.agencyId())
                    && opensTo(viewer, row));
  }

  private boolean opensTo(StaffMember viewer, TransferRows.Row row) {
    return rows.opensTo(row.tipId(), row.toAgencyId(), viewer.id(), TipAccess.isHead(viewer));
  }

  private void happened(UUID tipId, String what, StaffMember by, String toAgencyId) {
    audit.record(by.id(), "TIP_" + what, "TIP", tipId.toString());
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tipId,
        SqlTime.now(clock),
        what,
        by.id(),
        "{\"to\":\"%s\"}".formatted(toAgencyId));
    for (String agency : tips.agencies(tipId)) {
      live.afterCommit(TipWriter.DESK + agency, tipId.toString());
    }
  }

  private Waiting waiting(TransferRows.Row row, boolean open) {
    return open
        ? new Waiting(view(row), desk.line(row.tipId()).orElseThrow())
        : new Waiting(view(row, null), null);
  }

  /**
   * A transfer with the ids of its agencies.
   *
   * @param fromId agency that offered it
   */
  public record Slip(View transfer, String fromId, String toId) {}

  /**
   * A transfer of this tip, for who has opened the tip.
   *
   * @return empty when there is none with this id
   */
  @Transactional
  public Optional<Slip> slip(UUID tipId, UUID id) {
    return rows.byId(id)
        .filter(row -> row.tipId().equals(tipId))
        .map(row -> new Slip(view(row), row.fromAgencyId(), row.toAgencyId()));
  }

  private View view(TransferRows.Row row) {
    return view(row, key(row.tipId()));
  }

  private View view(TransferRows.Row row, @Nullable TipKey key) {
    byte[] note = row.note();
    byte[] answer = row.answer();
    return new View(
        row.id(),
        row.tipId(),
        name(row.fromAgencyId()),
        name(row.toAgencyId()),
        Reason.valueOf(row.reason()),
        note == null || key == null ? null : key.open(note, TransferRows.NOTE, row.id()),
        row.staysSupporting(),
        State.valueOf(row.state()),
        row.offeredBy(),
        row.offeredAt(),
        row.decidedBy(),
        row.decidedAt(),
        answer == null || key == null ? null : key.open(answer, TransferRows.ANSWER, row.id()));
  }

  private TipKey key(UUID tipId) {
    return vault.open(tipId, tips.byId(tipId).orElseThrow().wrapped());
  }

  private String name(String agencyId) {
    return catalogue.now().agency(agencyId).map(Agency::name).orElse(agencyId);
  }
}
