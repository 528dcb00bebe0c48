package vn.tinbao.mobile.net;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.Challenge;

/**
 * Keeps the work that the server asked for, by what it is asked for (the id of a report or message,
 * the digits of a code), until it is done or over. In memory only.
 */
final class Workshop {
  /** At a stretch; the next one is at the next try, after a rest. */
  static final Duration STRETCH = Duration.ofSeconds(2);

  private static final int MOST_KEPT = 32;

  private final Duration stretch;
  private final Map<String, Work> works =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Work> eldest) {
          return size() > MOST_KEPT;
        }
      };

  Workshop(Duration stretch) {
    this.stretch = stretch;
  }

  /** What was asked for; whether there is a solution now. */
  Optional<String> asked(String subject, Challenge challenge) {
    if (!Work.isReasonable(challenge)) {
      return Optional.empty();
    }
    put(subject, new Work(challenge, subject));
    return solution(subject);
  }

  /** The solution for this, going on with the work where there is some; empty when not yet. */
  Optional<String> solution(String subject) {
    Work work = get(subject);
    if (work == null) {
      return Optional.empty();
    }
    // Two requests for the same thing do not compute at the same time.
    synchronized (work) {
      if (work.isOver()) {
        forget(subject);
        return Optional.empty();
      }
      return work.goOn(stretch) ? Optional.of(work.solution()) : Optional.empty();
    }
  }

  /** Whether there is work begun and not done, so that asking the server again is of no use yet. */
  boolean isBusyWith(String subject) {
    Work work = get(subject);
    if (work == null) {
      return false;
    }
    synchronized (work) {
      return !work.isDone() && !work.isOver();
    }
  }

  synchronized void forget(String subject) {
    works.remove(subject);
  }

  private synchronized void put(String subject, Work work) {
    works.put(subject, work);
  }

  private synchronized @Nullable Work get(String subject) {
    return works.get(subject);
  }
}
