package vn.tinbao.sms.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.SendResult;

/**
 * Classes and areas to which a provider has no way. Another provider is preferred for them for a
 * while; where there is none, they are still tried, until several messages have found no way.
 */
final class DeadEnds {
  /** So many messages, and no success between them: then it is not the recipient. */
  static final int SHUT_AFTER = 5;

  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<Line, End> ends = new HashMap<>();

  /** Who found no way, at most {@link #SHUT_AFTER} of them; how often the pause began. */
  private record End(Set<UUID> who, int pauses, Instant until) {}

  DeadEnds(Clock clock) {
    this.clock = clock;
  }

  /**
   * Learns from an outcome.
   *
   * @return true when with this message it is enough to shut the line: a person should hear of it
   */
  synchronized boolean learn(Line line, UUID message, SendResult result) {
    if (result instanceof SendResult.Accepted) {
      ends.remove(line);
      return false;
    }
    if (!(result instanceof SendResult.NoWay)) {
      return false;
    }
    @Nullable End before = ends.get(line);
    Set<UUID> who = before == null ? new HashSet<>() : before.who();
    boolean more = who.size() < SHUT_AFTER && who.add(message);
    if (before == null || !now().isBefore(before.until())) {
      int pauses = before == null ? 1 : before.pauses() + 1;
      ends.put(line, new End(who, pauses, now().plus(Pauses.doubling(FIRST, pauses, LONGEST))));
    }
    return more && who.size() == SHUT_AFTER;
  }

  /** True: rather another provider. */
  synchronized boolean avoided(Line line) {
    End end = ends.get(line);
    return end != null && now().isBefore(end.until());
  }

  /** True: not this provider now, even if there is no other. */
  synchronized boolean shut(Line line) {
    End end = ends.get(line);
    return end != null && end.who().size() >= SHUT_AFTER && now().isBefore(end.until());
  }

  /** How many there are. */
  synchronized int size() {
    return ends.size();
  }

  private Instant now() {
    return clock.instant();
  }
}
