package vn.tinbao.server.campaign.sending;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a sending stands.
 *
 * @param reason why it is paused; null when it is not
 * @param errorCode the commonest error of the burst that paused it, as the provider names it
 * @param total recipients; while freezing, those written down so far
 * @param byState recipients by state, all states; while freezing all 0
 * @param perSecond recipients whose message an operator took or refused, a second, over about the
 *     last half minute; 0 when none
 * @param left at that rate; null while nobody can tell
 * @param opensAt when the gateway's quiet hours end; null: they are not now
 * @param cleared whether the numbers of its recipients are gone, so that nothing is sent again
 */
public record Progress(
    UUID campaign,
    Stage stage,
    @Nullable PauseReason reason,
    @Nullable String errorCode,
    long total,
    Map<RecipientState, Long> byState,
    double perSecond,
    @Nullable Duration left,
    @Nullable Instant opensAt,
    Instant frozenAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    boolean cleared) {

  /** How many are in this state. */
  public long in(RecipientState state) {
    return byState.getOrDefault(state, 0L);
  }

  /** Recipients whose message left us, one way or the other: all but waiting and queued. */
  public long done() {
    return total - in(RecipientState.WAITING) - in(RecipientState.QUEUED);
  }

  /** 0 to 100, rounded down: 100 means all. */
  public int percent() {
    return total == 0 ? 0 : (int) (done() * 100 / total);
  }
}
