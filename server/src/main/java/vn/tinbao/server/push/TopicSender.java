package vn.tinbao.server.push;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes news on public topics to the providers: one call a topic, they fan out. */
@Singleton
class TopicSender {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSender.class);

  /** Longer than one round takes when every provider is slow. */
  private static final Duration LEASE = Duration.ofMinutes(10);

  private static final int MOST_ATTEMPTS = 10;

  private final TopicNews news;
  private final List<TopicProvider> providers;
  private final Clock clock;

  TopicSender(TopicNews news, List<TopicProvider> providers, Clock clock) {
    this.news = news;
    this.providers = List.copyOf(providers);
    this.clock = clock;
  }

  /** Looks every two seconds; any node may, rows decide. */
  @Scheduled(fixedDelay = "2s", initialDelay = "2s")
  void send() {
    try {
      Instant now = clock.instant();
      news.claim(now, now.plus(LEASE)).forEach(this::sendOne);
    } catch (RuntimeException e) {
      LOG.warn("News on topics waits: {}", e.getClass().getSimpleName());
    }
  }

  /** What fails keeps its lease and is tried again after it; the others go on. */
  private void sendOne(TopicNews.Claimed claimed) {
    try {
      send(claimed);
    } catch (RuntimeException e) {
      boolean last = claimed.attempt() >= MOST_ATTEMPTS;
      LOG.warn(
          "News on a topic {}: {}", last ? "is given up" : "waits", e.getClass().getSimpleName());
      if (last) {
        news.end(claimed.news().id(), false);
      }
    }
  }

  private void send(TopicNews.Claimed claimed) {
    boolean accepted = false;
    boolean waiting = false;
    Duration pause = Duration.ofSeconds(1L << Math.min(claimed.attempt(), 9));
    for (TopicProvider provider : providers) {
      PushResult result = provider.send(claimed.news());
      accepted |= result instanceof PushResult.Accepted;
      if (result instanceof PushResult.Retry retry) {
        waiting = true;
        pause = longer(pause, retry.after());
      }
    }
    if (waiting && claimed.attempt() < MOST_ATTEMPTS) {
      news.later(claimed.news().id(), clock.instant().plus(pause));
    } else {
      news.end(claimed.news().id(), accepted && !waiting);
    }
  }

  private static Duration longer(Duration pause, @Nullable Duration asked) {
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }
}
