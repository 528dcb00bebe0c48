package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/**
 * Gives a tip another lead for a reason that lies in the catalogue: sight, clocks, tasks, timeline,
 * audit and what the page says of it move in one transaction, which must hold the tip.
 */
@Singleton
class LeadChange {
  private final MoveRows rows;
  private final TipRows tips;
  private final SightRows sight;
  private final TipVault vault;
  private final TipClocks clocks;
  private final TipJson json;
  private final Audit audit;
  private final LegalCourse course;
  private final ApplicationEventPublisher<TipTransferred> transferred;
  private final ApplicationEventPublisher<LeadPassed> passed;
  private final ApplicationEventPublisher<TipCallsDesk> calls;
  private final Live live;
  private final Clock clock;

  LeadChange(
      MoveRows rows,
      TipRows tips,
      SightRows sight,
      TipVault vault,
      TipClocks clocks,
      TipJson json,
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
    this.vault = vault;
    this.clocks = clocks;
    this.json = json;
    this.audit = audit;
    this.course = course;
    this.transferred = transferred;
    this.passed = passed;
    this.calls = calls;
    this.live = live;
    this.clock = clock;
  }

  /** Why. */
  enum Why {
    /** The rules of today name another agency. */
    RULES,
    /** The agency is no more, and this one took its place. */
    HEIR
  }

  /**
   * One change.
   *
   * @param decision what the tip's page says from now on; names the new lead
   * @param supporting who supports from now on; null leaves those who do
   * @param by who confirmed it, or chose the heir: that choice is never overturned by rule; null
   *     for the house itself
   * @param peopleGoAlong the people of the old lead are the new one's: their tasks and their names
   *     on a restricted tip go on
   */
  record Change(
      UUID tipId,
      String from,
      RoutingDecision decision,
      @Nullable RoutingQuestion question,
      @Nullable List<String> supporting,
      Why why,
      @Nullable UUID by,
      boolean peopleGoAlong) {}

  /** Does it. */
  void make(Change change) {
    UUID tipId = change.tipId();
    String from = change.from();
    String to = change.decision().leadAgencyId();
    Instant now = SqlTime.now(clock);
    Set<String> touched = new LinkedHashSet<>(tips.agencies(tipId));
    List<String> supporting = change.supporting();
    if (supporting == null) {
      rows.end(tipId, from, now);
      rows.end(tipId, to, now);
    } else {
      tips.endAgencies(tipId, now);
    }
    tips.addAgency(tipId, to, "LEAD", now);
    if (supporting != null) {
      supporting.stream()
          .filter(agency -> !agency.equals(to))
          .distinct()
          .forEach(agency -> tips.addAgency(tipId, agency, "SUPPORTING", now));
    }
    boolean chosen = change.why() == Why.HEIR && change.by() != null;
    rows.lead(tipId, to, change.decision().fallback(), chosen, now);
    if (!change.peopleGoAlong()) {
      course.turned(tipId, LegalCourse.Turn.LED_ANEW, change.by());
    }
    if (!change.peopleGoAlong() && sight.restriction(tipId).isPresent()) {
      sight.unnameAll(tipId, now);
    }
    addReading(change, now);
    clocks.goOn(tipId, now, now);
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tipId,
        now,
        "MOVED_" + change.why(),
        change.by(),
        "{\"from\":\"%s\",\"lead\":\"%s\"}".formatted(from, to));
    audit.record(change.by(), "TIP_MOVED", "TIP", tipId.toString(), change.why().name());
    touched.addAll(tips.agencies(tipId));
    touched.forEach(agency -> live.afterCommit(TipWriter.DESK + agency, tipId.toString()));
    transferred.publishEvent(new TipTransferred(tipId, from, to, false));
    boolean urgent = tips.byId(tipId).orElseThrow().urgency() >= TipCallsDesk.URGENT;
    calls.publishEvent(new TipCallsDesk(tipId, to, TipCallsDesk.Why.LEADS, urgent));
    passed.publishEvent(
        new LeadPassed(tipId, from, to, false, change.peopleGoAlong(), change.by()));
  }

  /** The newest reading again with the new decision: what was understood has not changed. */
  private void addReading(Change change, Instant now) {
    UUID tipId = change.tipId();
    TipKey key = vault.open(tipId, tips.byId(tipId).orElseThrow().wrapped());
    TipRows.SealedReading before = tips.newestReading(tipId).orElseThrow();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    byte[] place = before.placeText();
    RoutingQuestion question = change.question();
    rows.addReading(
        id,
        tipId,
        key.seal(
            key.open(before.understood(), TipRows.READING_UNDERSTOOD, before.id()),
            TipRows.READING_UNDERSTOOD,
            id),
        place == null
            ? null
            : key.seal(
                key.open(place, TipRows.READING_PLACE, before.id()), TipRows.READING_PLACE, id),
        json.write(change.decision()),
        question == null ? before.question() : json.write(question),
        now);
  }
}
