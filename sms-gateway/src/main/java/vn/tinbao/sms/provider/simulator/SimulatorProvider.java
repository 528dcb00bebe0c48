package vn.tinbao.sms.provider.simulator;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.StatusDesk;

/** A phone network in memory: accepts everything, then reports it sent and delivered. */
@Singleton
@Requires(property = "tinbao.sms.provider", value = "simulator", defaultValue = "simulator")
public class SimulatorProvider implements SmsProvider {
  static final String NAME = "simulator";
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorProvider.class);
  private static final int WINDOW = 32;

  private final SimulatedPhones phones;
  private final SimulatorSettings settings;
  private final InboundDesk inbound;
  private final StatusDesk status;
  private final Clock clock;
  private final ScheduledExecutorService network =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "simulated-network");
            thread.setDaemon(true);
            return thread;
          });

  SimulatorProvider(
      SimulatedPhones phones,
      SimulatorSettings settings,
      InboundDesk inbound,
      StatusDesk status,
      Clock clock) {
    this.phones = phones;
    this.settings = settings;
    this.inbound = inbound;
    this.status = status;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int window() {
    return WINDOW;
  }

  /** A second attempt shows a second bubble, as on a real phone. */
  @Override
  public CompletionStage<SendResult> send(OutgoingSms sms) {
    String providerId = "sim-" + UuidCreator.getTimeOrderedEpoch();
    Bubble bubble =
        Bubble.of(
            sms.attempt() == 1 ? sms.id().toString() : sms.id() + "-" + sms.attempt(),
            Bubble.Direction.TO_PHONE,
            sms.text(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Bubble.Status.ACCEPTED);
    phones.show(sms.to(), bubble);
    later(
        settings.sentAfter(),
        () -> {
          report(sms, providerId, bubble, Bubble.Status.SENT, DeliveryStatus.SENT);
          later(
              settings.deliveredAfter(),
              () ->
                  report(
                      sms, providerId, bubble, Bubble.Status.DELIVERED, DeliveryStatus.DELIVERED));
        });
    return CompletableFuture.completedFuture(new SendResult.Accepted(providerId));
  }

  private void report(
      OutgoingSms sms,
      String providerId,
      Bubble bubble,
      Bubble.Status shown,
      DeliveryStatus reported) {
    status.accept(new StatusNews(NAME, providerId, sms.id(), reported, null));
    phones.change(sms.to(), bubble.with(shown));
  }

  private void later(Duration delay, Runnable action) {
    network.schedule(
        () -> {
          try {
            action.run();
          } catch (RuntimeException e) {
            LOG.warn("The simulated network lost news: {}", e.toString());
          }
        },
        delay.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Somebody typed a message on a phone.
   *
   * @param to the number written to
   * @return what the phone shows; the hotline has it when this returns
   */
  Bubble type(PhoneNumber from, String to, String text) {
    var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    InboundDesk.Arrival arrival =
        inbound.accept(NAME, UuidCreator.getTimeOrderedEpoch().toString(), from, to, text, at);
    Bubble bubble =
        Bubble.of(
            arrival.id().toString(), Bubble.Direction.FROM_PHONE, text, at, Bubble.Status.RECEIVED);
    phones.show(from, bubble);
    return bubble;
  }

  @PreDestroy
  void stop() {
    network.shutdownNow();
  }
}
