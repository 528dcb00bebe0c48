package vn.tinbao.sms.provider.twilio;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.SentNames;
import vn.tinbao.sms.queue.StatusDesk;

/**
 * Reads in Twilio's list what became of messages of which no call told: Twilio calls about a
 * message for some seconds only, and what it says while we are away is said to nobody. Without it
 * such a message would end as one of which nobody knows. Every node asks; the same news twice
 * changes nothing.
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioMissedNews {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioMissedNews.class);

  /** The most that Twilio gives at once. */
  private static final long PAGE = 1_000;

  /** Asked for in one round: who has waited longest; of the others the next round learns. */
  private static final int MOST = 100_000;

  /** Twilio's clock and ours. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final TwilioRestClient twilio;
  private final TwilioErrors errors;
  private final SentNames names;
  private final StatusDesk desk;
  private final TwilioNewsSettings settings;
  private final Clock clock;
  private final Counter missed;
  private @Nullable TwilioWorker worker;

  TwilioMissedNews(
      TwilioRestClient twilio,
      TwilioErrors errors,
      SentNames names,
      StatusDesk desk,
      TwilioNewsSettings settings,
      MeterRegistry meters,
      Clock clock) {
    this.twilio = twilio;
    this.errors = errors;
    this.names = names;
    this.desk = desk;
    this.settings = settings;
    this.clock = clock;
    this.missed =
        Counter.builder("tinbao.sms.twilio.missed.news")
            .description("Outbound SMS of whose end no call of Twilio told and that were looked up")
            .register(meters);
  }

  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (worker == null) {
      worker = TwilioWorker.start("twilio-news", settings.newsEvery(), this::ask);
    }
  }

  /**
   * Looks up what is missing; page by page, so that what a later page fails for is not lost.
   *
   * @return how many messages moved
   */
  synchronized int ask() {
    Instant quietSince = clock.instant().minus(settings.newsAfter());
    Map<String, UUID> missing = new HashMap<>();
    Instant first = quietSince;
    for (SentNames.Sent sent : names.withoutNews(TwilioProvider.NAME, quietSince, MOST)) {
      missing.put(sent.name(), sent.message());
      first = sent.startedAt().isBefore(first) ? sent.startedAt() : first;
    }
    int moved = missing.isEmpty() ? 0 : lookUp(missing, first);
    if (moved > 0) {
      missed.increment(moved);
      LOG.warn("What became of {} SMS was told by asking Twilio, not by a call", moved);
    }
    return moved;
  }

  /** The list runs from new to old, by the time of sending. */
  private int lookUp(Map<String, UUID> missing, Instant first) {
    MessageReader reader =
        Message.reader()
            .setDateSentAfter(ZonedDateTime.ofInstant(first.minus(CLOCKS_APART), ZoneOffset.UTC))
            .setPageSize(PAGE);
    int moved = 0;
    for (Page<Message> page = reader.firstPage(twilio); ; page = reader.nextPage(page, twilio)) {
      moved += desk.accept(news(page.getRecords(), missing));
      if (missing.isEmpty() || !page.hasNextPage()) {
        return moved;
      }
    }
  }

  private List<StatusNews> news(List<Message> listed, Map<String, UUID> missing) {
    List<StatusNews> news = new ArrayList<>();
    for (Message message : listed) {
      UUID ours = missing.remove(message.getSid());
      if (ours != null && message.getStatus() != null) {
        Integer code = message.getErrorCode();
        StatusNews one =
            errors.news(
                ours,
                message.getSid(),
                message.getStatus().toString(),
                code == null ? null : code.toString());
        if (one.status() != DeliveryStatus.ACCEPTED) {
          news.add(one);
        }
      }
    }
    return news;
  }

  @PreDestroy
  synchronized void stop() {
    if (worker != null) {
      worker.close();
    }
  }
}
