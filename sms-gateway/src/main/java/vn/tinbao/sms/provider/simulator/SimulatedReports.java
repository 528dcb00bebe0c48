package vn.tinbao.sms.provider.simulator;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.StatusDesk;

/**
 * Delivers in the simulated network and reports it. A report that cannot be taken is repeated for a
 * while, as networks do.
 */
@Singleton
@ProviderNamed(SimulatorProvider.NAME)
class SimulatedReports {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedReports.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final int MOST_TIMES = 120;

  private static final Duration GATHER = Duration.ofMillis(20);
  private static final int AT_ONCE = 500;

  private final List<StatusNews> waiting = new ArrayList<>();
  private final SimulatedPhones phones;
  private final SimulatorSettings settings;
  private final StatusDesk desk;
  private final Clock clock;
  private final ScheduledExecutorService network =
      Executors.newSingleThreadScheduledExecutor(
          runnable -> {
            Thread thread = new Thread(runnable, "simulated-network");
            thread.setDaemon(true);
            return thread;
          });

  SimulatedReports(
      SimulatedPhones phones, SimulatorSettings settings, StatusDesk desk, Clock clock) {
    this.phones = phones;
    this.settings = settings;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * A message that the network has taken.
   *
   * @param bubble its id on the phone
   */
  private record Taken(OutgoingSms sms, String providerId, String bubble) {}

  /**
   * Lets the message go its way.
   *
   * @return the network's name for it
   */
  String deliver(OutgoingSms sms, String bubble, SimulatedFault fault) {
    Taken taken = new Taken(sms, "sim-" + UuidCreator.getTimeOrderedEpoch(), bubble);
    Duration start =
        fault == SimulatedFault.SLOW
            ? settings.slowAnswer().plus(settings.sentAfter())
            : settings.sentAfter();
    Duration end = start.plus(settings.deliveredAfter());
    switch (fault) {
      case NO_ANSWER -> later(end, () -> show(taken, Bubble.Status.DELIVERED));
      case UNREACHABLE -> failing(taken, start, end, fault.code(), Because.FOR_NOW);
      case FILTERED -> failing(taken, start, end, fault.code(), Because.TEXT);
      case UNRULY_NEWS ->
          later(
              start,
              () ->
                  List.of(
                          DeliveryStatus.DELIVERED,
                          DeliveryStatus.SENT,
                          DeliveryStatus.DELIVERED,
                          DeliveryStatus.ACCEPTED,
                          DeliveryStatus.SENT)
                      .forEach(status -> report(taken, status, null, null)));
      case NONE, SLOW, THROTTLED, ERROR_AFTER_ACCEPT, BAD_NUMBER, OPTED_OUT -> {
        later(start, () -> report(taken, DeliveryStatus.SENT, null, null));
        later(end, () -> report(taken, DeliveryStatus.DELIVERED, null, null));
      }
    }
    return taken.providerId();
  }

  private void failing(Taken taken, Duration start, Duration end, String code, Because because) {
    later(start, () -> report(taken, DeliveryStatus.SENT, null, null));
    later(end, () -> report(taken, DeliveryStatus.UNDELIVERED, code, because));
  }

  private void report(
      Taken taken, DeliveryStatus status, @Nullable String code, @Nullable Because because) {
    show(taken, Bubble.Status.valueOf(status.name()));
    waiting.add(
        new StatusNews(
            SimulatorProvider.NAME, taken.providerId(), taken.sms().id(), status, code, because));
    if (waiting.size() == 1) {
      // After whatever else is due soon: a campaign's news are handed over many at a time.
      later(GATHER, this::handWaiting);
    }
  }

  /** Only ever on the network's one thread, as {@link #report}. */
  private void handWaiting() {
    List<StatusNews> news = List.copyOf(waiting);
    waiting.clear();
    for (int i = 0; i < news.size(); i += AT_ONCE) {
      hand(news.subList(i, Math.min(i + AT_ONCE, news.size())), 1);
    }
  }

  private void hand(List<StatusNews> news, int time) {
    try {
      int moved = desk.accept(news);
      LOG.trace("{} of {} news moved a message", moved, news.size());
    } catch (RuntimeException e) {
      if (time == 1 || time == MOST_TIMES) {
        LOG.warn(
            "News of the simulated network cannot be taken, time {}: {}",
            time,
            e.getClass().getSimpleName());
      }
      if (time < MOST_TIMES) {
        later(AGAIN_AFTER, () -> hand(news, time + 1));
      }
    }
  }

  private void show(Taken taken, Bubble.Status status) {
    phones.change(
        taken.sms().to(),
        taken.bubble(),
        bubble -> bubble.with(status, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  private void later(Duration delay, Runnable action) {
    try {
      var unused = network.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("The simulated network has stopped");
    }
  }

  @PreDestroy
  void stop() {
    network.shutdownNow();
  }
}
