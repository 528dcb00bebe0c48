package vn.tinbao.sms.provider.twilio;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.rest.api.v2010.account.message.Media;
import com.twilio.type.PhoneNumber;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.InboundNames;
import vn.tinbao.sms.queue.ReceivedSms;
import vn.tinbao.sms.queue.RetentionSettings;

/**
 * Asks Twilio now and then what came to our numbers and takes what no call brought: Twilio gives up
 * calling after some seconds, so this alone makes that no message is lost. Every node asks; what
 * two of them take is still stored once.
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioCatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioCatchUp.class);
  private static final long PAGE = 500;

  private final TwilioRestClient twilio;
  private final TwilioAccount account;
  private final TwilioInbox inbox;
  private final InboundNames names;
  private final TwilioInboundSettings settings;
  private final List<String> numbers;
  private final Clock clock;
  private final Counter missed;
  private final Map<String, Instant> askedAt = new HashMap<>();

  /** Of the number that is being asked for. */
  private int failed;

  private @Nullable TwilioWorker worker;

  TwilioCatchUp(
      TwilioRestClient twilio,
      TwilioAccount account,
      TwilioSenders senders,
      TwilioInbox inbox,
      InboundNames names,
      TwilioInboundSettings settings,
      RetentionSettings retention,
      MeterRegistry meters,
      Clock clock) {
    this.twilio = twilio;
    this.account = account;
    this.inbox = inbox;
    this.names = names;
    this.settings = settings;
    this.numbers = settings.asked(senders);
    this.clock = clock;
    if (settings.lookBack().compareTo(retention.inbound()) >= 0) {
      throw new IllegalArgumentException(
          "tinbao.sms.twilio.look-back must be less than tinbao.sms.retention.inbound, else SMS that"
              + " were forgotten here come again");
    }
    this.missed =
        Counter.builder("tinbao.sms.twilio.missed.calls")
            .description("Inbound SMS that no call of Twilio brought and that were fetched")
            .register(meters);
  }

  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (numbers.isEmpty()) {
      LOG.warn(
          "Twilio is not asked for SMS that no call brought, and what it cannot call about is lost:"
              + " set tinbao.sms.twilio.numbers");
    } else if (worker == null) {
      worker = TwilioWorker.start("twilio-catch-up", settings.catchUp(), this::ask);
    }
  }

  /**
   * One question for each number. What fails for one number or message is left for the next time
   * and stands in the way of no other.
   *
   * @return how many messages were new
   */
  synchronized int ask() {
    int taken = 0;
    for (int i = 0; i < numbers.size(); i++) {
      String number = numbers.get(i);
      Instant now = clock.instant();
      failed = 0;
      try {
        taken += takeSince(number, since(number, now));
      } catch (RuntimeException e) {
        failed++;
        LOG.warn("Twilio cannot be asked for SMS to number {}: {}", i + 1, told(e));
      }
      if (failed == 0) {
        askedAt.put(number, now);
      }
    }
    if (taken > 0) {
      missed.increment(taken);
      LOG.warn("{} SMS came by asking Twilio, not by a call: is the webhook reachable?", taken);
    }
    return taken;
  }

  private Instant since(String number, Instant now) {
    Instant furthest = now.minus(settings.lookBack());
    Instant before = askedAt.getOrDefault(number, Instant.MIN);
    return before.isAfter(furthest.plus(settings.overlap()))
        ? before.minus(settings.overlap())
        : furthest;
  }

  private static String told(RuntimeException e) {
    return e instanceof CallFailed failure ? failure.code() : e.getClass().getSimpleName();
  }

  private int takeSince(String number, Instant since) {
    MessageReader reader =
        Message.reader()
            .setTo(new PhoneNumber(number))
            .setDateSentAfter(ZonedDateTime.ofInstant(since, ZoneOffset.UTC))
            .setPageSize(PAGE);
    int taken = 0;
    for (Page<Message> page = reader.firstPage(twilio); ; page = reader.nextPage(page, twilio)) {
      taken += takeNew(page.getRecords());
      if (!page.hasNextPage()) {
        return taken;
      }
    }
  }

  private int takeNew(List<Message> listed) {
    List<Message> inbound =
        listed.stream()
            .filter(message -> message.getDirection() == Message.Direction.INBOUND)
            .filter(message -> message.getStatus() != Message.Status.RECEIVING)
            .toList();
    Set<String> known =
        names.known(
            TwilioProvider.NAME, inbound.stream().map(Message::getSid).collect(Collectors.toSet()));
    int taken = 0;
    for (Message message : inbound) {
      try {
        if (!known.contains(message.getSid()) && take(message)) {
          taken++;
        }
      } catch (RuntimeException e) {
        failed++;
        LOG.warn("SMS {} of Twilio cannot be taken now: {}", message.getSid(), told(e));
      }
    }
    return taken;
  }

  private boolean take(Message message) {
    ZonedDateTime created = message.getDateCreated();
    return inbox.take(
        message.getSid(),
        message.getFrom() == null ? "" : message.getFrom().toString(),
        Objects.requireNonNullElse(message.getTo(), ""),
        Objects.requireNonNullElse(message.getBody(), ""),
        created == null ? clock.instant() : created.toInstant(),
        media(message));
  }

  private List<ReceivedSms.Media> media(Message message) {
    List<ReceivedSms.Media> media = new ArrayList<>();
    if (!"0".equals(Objects.requireNonNullElse(message.getNumMedia(), "0"))) {
      for (Media one : Media.reader(message.getSid()).read(twilio)) {
        String uri = one.getUri().replaceFirst("\\.json$", "");
        media.add(
            new ReceivedSms.Media(
                account.apiUrl() + uri, Objects.requireNonNullElse(one.getContentType(), "")));
      }
    }
    return media;
  }

  @PreDestroy
  synchronized void stop() {
    if (worker != null) {
      worker.close();
    }
  }
}
