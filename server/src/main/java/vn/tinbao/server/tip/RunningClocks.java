package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.tinbao.server.catalogue.Agency;

/** What becomes of a tip's clocks when another agency leads it. */
@Singleton
class RunningClocks {
  private final TipRows tips;
  private final ClockRules rules;

  RunningClocks(TipRows tips, ClockRules rules) {
    this.tips = tips;
    this.rules = rules;
  }

  /**
   * Clocks that run go on: whoever reported does not wait longer because agencies changed. What the
   * new lead owes beyond them starts now; what only the old one owed has ended. In the transaction
   * of whoever holds the tip.
   */
  void goOnWith(UUID tipId, Agency lead, Instant now) {
    boolean child = tips.byId(tipId).orElseThrow().child();
    List<ClockRules.Clock> owed = rules.startedBy(lead, child, now);
    tips.endClocksBut(
        tipId, owed.stream().map(ClockRules.Clock::key).collect(Collectors.joining(",")), now);
    Set<String> running =
        tips.clocks(tipId).stream().map(TipRows.ClockRow::clock).collect(Collectors.toSet());
    owed.stream()
        .filter(one -> !running.contains(one.key()))
        .forEach(one -> tips.addClock(tipId, one.key(), one.basis(), now, one.dueAt()));
  }
}
