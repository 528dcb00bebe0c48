package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.sms.db.SqlTime;

/**
 * Gives a tip that rests in another one the lead that this one has got: who resolves a matter
 * answers to all who reported it. Its state and what its reporter is owed stay.
 */
@Singleton
public class LeadAlong {
  private final TransferRows transfers;
  private final MoveRows rows;
  private final TipRows tips;
  private final TipClocks clocks;
  private final Audit audit;
  private final ApplicationEventPublisher<TipTransferred> transferred;
  private final Live live;
  private final Clock clock;

  LeadAlong(
      TransferRows transfers,
      MoveRows rows,
      TipRows tips,
      TipClocks clocks,
      Audit audit,
      ApplicationEventPublisher<TipTransferred> transferred,
      Live live,
      Clock clock) {
    this.transfers = transfers;
    this.rows = rows;
    this.tips = tips;
    this.clocks = clocks;
    this.audit = audit;
    this.transferred = transferred;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Does it, in the transaction that changed the other tip's lead; the caller holds both.
   *
   * @return false when the tip was not led by the agency that led the other one: nothing changed
   */
  @Transactional(TxType.MANDATORY)
  public boolean take(UUID tipId, LeadPassed passed) {
    TipRows.Row tip = tips.byId(tipId).orElseThrow();
    String from = passed.fromAgencyId();
    String to = passed.toAgencyId();
    if (!tip.leadAgencyId().equals(from)) {
      return false;
    }
    Instant now = SqlTime.now(clock);
    Set<String> touched = new LinkedHashSet<>(tips.agencies(tipId));
    transfers.endBoth(tipId, from, to, now);
    tips.addAgency(tipId, to, "LEAD", now);
    if (passed.stays()) {
      tips.addAgency(tipId, from, "SUPPORTING", now);
    }
    rows.lead(tipId, to, tip.fallback(), false, now);
    clocks.goOn(tipId, now, now);
    tips.addEvent(
        UuidCreator.getTimeOrderedEpoch(),
        tipId,
        now,
        "MOVED_ALONG",
        passed.by(),
        "{\"from\":\"%s\",\"lead\":\"%s\",\"tip\":\"%s\"}".formatted(from, to, passed.tipId()));
    audit.record(passed.by(), "TIP_MOVED", "TIP", tipId.toString(), "ALONG");
    transferred.publishEvent(new TipTransferred(tipId, from, to, passed.stays()));
    touched.addAll(tips.agencies(tipId));
    touched.forEach(agency -> live.afterCommit(TipWriter.DESK + agency, tipId.toString()));
    return true;
  }
}
