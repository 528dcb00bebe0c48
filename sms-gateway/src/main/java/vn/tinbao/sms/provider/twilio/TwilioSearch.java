package vn.tinbao.sms.provider.twilio;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.SentSearch;
import vn.tinbao.sms.queue.SentNames;

/**
 * Looks for a message in Twilio's list of what went to its recipient: same text, made since the
 * attempt began, and not one that we already know as another message of ours.
 *
 * <p>The list is not asked for a time window: it goes by the date of sending, which a message that
 * still waits at Twilio does not have, and such a message is just what is looked for.
 */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
class TwilioSearch implements SentSearch {
  /** Twilio's clock and ours, and its dates without fractions. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  /** The list runs from new to old, but what waits may stand anywhere among the newest. */
  private static final Duration LOOK_BACK = Duration.ofDays(1);

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;
  private static final int MOST_GIVEN = 10_000;

  private final TwilioRestClient twilio;
  private final TwilioLimits limits;
  private final SentNames names;

  /** Answers that may not be in the ledger yet; used by the one thread that asks. */
  private final Map<String, UUID> given =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, UUID> eldest) {
          return size() > MOST_GIVEN;
        }
      };

  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "twilio-search");
            thread.setDaemon(true);
            return thread;
          });

  TwilioSearch(TwilioRestClient twilio, TwilioLimits limits, SentNames names) {
    this.twilio = twilio;
    this.limits = limits;
    this.names = names;
  }

  @Override
  public Duration reliableAfter() {
    return limits.searchAfter();
  }

  @Override
  public CompletionStage<Optional<Found>> find(OutgoingSms sms, Instant startedAt) {
    return CompletableFuture.supplyAsync(() -> look(sms, startedAt), asking);
  }

  private Optional<Found> look(OutgoingSms sms, Instant startedAt) {
    List<Message> same =
        sentTo(sms, startedAt).stream()
            .filter(message -> isOurs(message, sms, startedAt.minus(CLOCKS_APART)))
            .sorted(Comparator.comparing(Message::getDateCreated))
            .toList();
    Set<String> others =
        names.ofOthers(
            TwilioProvider.NAME,
            same.stream().map(Message::getSid).collect(Collectors.toSet()),
            sms.id());
    Optional<Message> ours =
        same.stream()
            .filter(message -> !others.contains(message.getSid()))
            .filter(message -> sms.id().equals(given.getOrDefault(message.getSid(), sms.id())))
            .findFirst();
    ours.ifPresent(message -> given.put(message.getSid(), sms.id()));
    return ours.map(message -> new Found(message.getSid(), status(message)));
  }

  private static DeliveryStatus status(Message message) {
    return message.getStatus() == null
        ? DeliveryStatus.ACCEPTED
        : TwilioStatus.of(message.getStatus().toString());
  }

  private List<Message> sentTo(OutgoingSms sms, Instant startedAt) {
    MessageReader reader =
        Message.reader().setTo(new PhoneNumber(sms.to().e164())).setPageSize((long) PAGE);
    List<Message> all = new ArrayList<>();
    Page<Message> page = reader.firstPage(twilio);
    for (int pages = 1; ; pages++) {
      all.addAll(page.getRecords());
      boolean older =
          page.getRecords().stream()
              .allMatch(message -> isBefore(message.getDateCreated(), startedAt.minus(LOOK_BACK)));
      if (older || !page.hasNextPage()) {
        return all;
      }
      if (pages == MOST_PAGES) {
        throw new IllegalStateException("Twilio's list is longer than anybody reads");
      }
      page = reader.nextPage(page, twilio);
    }
  }

  private static boolean isOurs(Message message, OutgoingSms sms, Instant since) {
    return message.getDirection() != Message.Direction.INBOUND
        && sms.text().equals(message.getBody())
        && message.getDateCreated() != null
        && !isBefore(message.getDateCreated(), since);
  }

  private static boolean isBefore(@Nullable ZonedDateTime time, Instant than) {
    return time != null && time.toInstant().isBefore(than);
  }

  @PreDestroy
  void stop() {
    asking.shutdownNow();
  }
}
