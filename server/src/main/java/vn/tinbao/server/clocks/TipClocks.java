package vn.tinbao.server.clocks;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.calendar.LegalCount;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.RemoteUnits;
import vn.tinbao.server.routing.DeadlineProfile;

/** The door to a tip's statutory clocks: who changes a tip says here what happened. */
@Singleton
public class TipClocks {
  private final ClockEngine engine;
  private final ClockStore store;
  private final RemoteUnits remote;

  TipClocks(
      ClockRules rules,
      ClockSettings settings,
      LegalCalendar calendar,
      ClockStore store,
      RemoteUnits remote) {
    this.engine = new ClockEngine(rules, settings, new LegalCount(calendar));
    this.store = store;
    this.remote = remote;
  }

  /**
   * The clocks of a tip that comes in now; whoever stores the tip stores them with it. Never none.
   *
   * @param unitId where it happened, null when unknown
   */
  public List<TipClock> atReceipt(
      Agency lead, DeadlineProfile profile, @Nullable Long unitId, Instant receivedAt) {
    return engine.atReceipt(
        new TipFacts(lead, profile, remote.contain(unitId, LegalTime.day(receivedAt)), true, false),
        receivedAt);
  }

  /**
   * Says that something happened to a tip by law: clocks start, are met, replaced or end. In the
   * caller's transaction, which it makes hold the tip. The same event again changes nothing while
   * the clocks that it started are open. No such tip: nothing happens.
   *
   * @param at when it happened, to the microsecond; it may lie back, as an outcome reported later
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void on(UUID tipId, LegalEvent event, Instant at) {
    on(tipId, event, at, at);
  }

  /**
   * As {@link #on(UUID, LegalEvent, Instant)}, where what starts is counted from an earlier time.
   *
   * @param from when that began
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void on(UUID tipId, LegalEvent event, Instant at, Instant from) {
    Instant when = at.truncatedTo(ChronoUnit.MICROS);
    Instant since = from.truncatedTo(ChronoUnit.MICROS);
    store
        .lock(tipId)
        .ifPresent(
            tip -> {
              List<TipClock> before = store.of(tipId);
              store.write(tipId, before, engine.after(before, tip, event, when, since));
            });
  }

  /**
   * Says to a tip that was joined to another one what happened to that one: only what its own
   * reporter must be told starts, since nobody else is owed it twice.
   *
   * @param from when what starts began
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void onForReporter(UUID tipId, LegalEvent event, Instant from) {
    Instant since = from.truncatedTo(ChronoUnit.MICROS);
    store
        .lock(tipId)
        .ifPresent(
            tip -> {
              List<TipClock> before = store.of(tipId);
              List<TipClock> after = engine.afterForReporter(before, tip, event, since);
              store.write(tipId, before, after);
              store.joined(tipId, before, after);
            });
  }

  /**
   * Takes back what {@link #onForReporter} said of an event, whenever that began to count: the tip
   * was parted from the one to which it happened.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void notForReporter(UUID tipId, LegalEvent event, Instant at) {
    if (store.lock(tipId).isPresent()) {
      List<TipClock> before = store.of(tipId);
      store.write(
          tipId,
          before,
          engine.withoutForReporter(
              before, store.joined(tipId)::contains, event, at.truncatedTo(ChronoUnit.MICROS)));
    }
  }

  /** Whether the tip's reporter was told of this event, on a clock that began since then. */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean reporterTold(UUID tipId, LegalEvent event, Instant since) {
    return store.of(tipId).stream()
        .anyMatch(
            clock ->
                clock.state() == TipClock.State.MET
                    && engine.startedForReporter(clock, event, since));
  }

  /**
   * Says that another agency leads, after the tip's rows and its newest reading say so. What runs
   * goes on: whoever reported does not wait longer because agencies changed. What is owed beyond it
   * starts, unless the tip rests; what nobody owes any more ends.
   *
   * @param owedFrom when that starts: now, or the receipt for what was owed from the beginning
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void goOn(UUID tipId, Instant owedFrom, Instant now) {
    store
        .lock(tipId)
        .ifPresent(
            tip -> {
              List<TipClock> before = store.of(tipId);
              store.write(tipId, before, engine.underLead(before, tip, owedFrom, now));
            });
  }

  /**
   * Says that new words were read and the same agency leads: what is owed now and never ran before
   * starts, unless everything is over or the tip rests.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void reread(UUID tipId, Instant now) {
    store
        .lock(tipId)
        .ifPresent(
            tip -> {
              List<TipClock> before = store.of(tipId);
              store.write(tipId, before, engine.reread(before, tip, now));
            });
  }

  /**
   * Ends what is open for the time being, but for what the reporter is owed and what is owed about
   * personal data: the tip is merged into another one.
   *
   * @param by what did it, to be named when it is taken back
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void rest(UUID tipId, UUID by, Instant at) {
    if (store.lock(tipId).isPresent()) {
      store.rest(tipId, by, engine.ofPrivacy(), at.truncatedTo(ChronoUnit.MICROS));
    }
  }

  /** Takes {@link #rest} back: those clocks go on with the due times they had. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void goOnAfter(UUID tipId, UUID by) {
    if (store.lock(tipId).isPresent()) {
      List<TipClock> woken = store.wake(tipId, by);
      store.write(tipId, woken, engine.goOn(woken));
    }
  }

  /**
   * Gives a tip that was split off another one the clocks of that one instead of its own: they
   * count from the same receipt. What the reporter of the whole is owed, and what is owed about
   * personal data, stays there. A whole on which nothing runs any more leaves the part its own: no
   * tip is without a clock.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void copy(UUID fromTip, UUID toTip) {
    if (store.lock(fromTip).isEmpty() || store.lock(toTip).isEmpty()) {
      return;
    }
    List<TipClock> whole =
        store.of(fromTip).stream()
            .filter(clock -> !clock.owedToReporter() && !engine.ofPrivacy().contains(clock.clock()))
            .toList();
    if (whole.stream().anyMatch(TipClock::open)) {
      store.replace(toTip, whole);
    }
  }

  /** All clocks of a tip, what is due first on top; whoever asks must have opened the tip. */
  @Transactional
  public List<TipClock> of(UUID tipId) {
    return store.of(tipId);
  }
}
