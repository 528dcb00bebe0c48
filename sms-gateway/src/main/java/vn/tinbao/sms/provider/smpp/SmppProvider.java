package vn.tinbao.sms.provider.smpp;

import io.micronaut.context.annotation.EachBean;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.MessageClass;

/**
 * One operator over SMPP 3.4, by one bind or several.
 *
 * <p>An answer other than "taken" is read from a table; a submit that was written and has no answer
 * (time-out, lost link, a few status codes) is in doubt; one that was not written is not sent.
 * Nobody can be asked afterwards: query_sm wants the id that we did not get.
 */
@EachBean(SmppSettings.class)
public final class SmppProvider implements SmsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(SmppProvider.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration FORGET_EVERY = Duration.ofHours(6);
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

  /** No more is claimed than goes out in this time, else a lease ends while its message waits. */
  private static final int SECONDS_AHEAD = 2;

  private static final Duration LONGEST_VALIDITY = Duration.ofDays(30);

  private final SmppSettings settings;
  private final Clock clock;
  private final Cutter cutter;
  private final Pace pace;
  private final Address sender;
  private final Address replySender;
  private final Keeper keeper;
  private final Arrivals arrivals;
  private final BlockingDeque<Submit> waiting = new LinkedBlockingDeque<>();
  private final List<SmppLink> links = new ArrayList<>();
  private final AtomicInteger reference =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1 << 16));
  private @Nullable ScheduledExecutorService watch;
  private volatile boolean stopping;

  SmppProvider(SmppSettings settings, SmppParts parts, InboundDesk inbound, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.cutter = new Cutter(settings.alphabet(), settings.concatenation());
    this.pace = new Pace(settings.tps(), System::nanoTime);
    this.sender = Address.sender(settings.sender(), settings.senderTon(), settings.senderNpi());
    this.replySender =
        settings.replySender() == null
            ? sender
            : Address.sender(settings.replySender(), settings.senderTon(), settings.senderNpi());
    this.keeper = new Keeper(settings.provider(), parts);
    this.arrivals = new Arrivals(settings, parts, inbound, clock);
    for (int i = 1; i <= settings.binds(); i++) {
      links.add(new SmppLink(settings, i, waiting, pace, arrivals::take, this::linkChanged));
    }
  }

  /** Binds, and keeps bound; nothing is sent before. Called once, when this process serves. */
  synchronized void start() {
    if (watch != null || stopping) {
      return;
    }
    watch =
        Executors.newSingleThreadScheduledExecutor(
            runnable -> {
              Thread thread = new Thread(runnable, name() + "-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.scheduleWithFixedDelay(
        this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    watch.scheduleWithFixedDelay(
        this::forget, FORGET_EVERY.toMinutes(), FORGET_EVERY.toMinutes(), TimeUnit.MINUTES);
    links.forEach(SmppLink::start);
  }

  private void forget() {
    try {
      keeper.forget();
    } catch (RuntimeException e) {
      LOG.warn("SMPP {}: old parts cannot be deleted: {}", settings.name(), e.toString());
    }
  }

  private void look() {
    try {
      links.forEach(link -> link.expire(System.nanoTime()));
      linkChanged();
    } catch (RuntimeException e) {
      LOG.warn("SMPP {}: {}", settings.name(), e.toString());
    }
  }

  /** Without a link nothing waits here: the queue may have another way. */
  private void linkChanged() {
    if (connected()) {
      return;
    }
    for (Submit next = waiting.poll(); next != null; next = waiting.poll()) {
      next.done().accept(new PartOutcome.NotWritten("no-link"));
    }
  }

  @Override
  public String name() {
    return settings.provider();
  }

  @Override
  public int window() {
    int most = settings.window() * settings.binds();
    return pace.limited()
        ? (int) Math.max(1, Math.min(most, Math.ceil(pace.rate() * SECONDS_AHEAD)))
        : most;
  }

  @Override
  public boolean connected() {
    return links.stream().anyMatch(SmppLink::isUp);
  }

  /** The binds one by one, for operators. */
  public List<String> linkStates() {
    return links.stream().map(SmppLink::state).toList();
  }

  @Override
  public CompletionStage<SendResult> send(OutgoingSms sms) {
    if (stopping || !connected()) {
      return done(new SendResult.NotSent("no-link", Duration.ZERO));
    }
    String validity = "";
    if (sms.validUntil() != null) {
      Duration left = Duration.between(clock.instant(), sms.validUntil());
      if (left.getSeconds() < 1) {
        return done(new SendResult.Refused("validity-over", Because.TOO_LATE));
      }
      validity = relative(left);
    }
    List<Part> cut;
    try {
      cut = cutter.cut(sms.text(), reference.incrementAndGet());
    } catch (IllegalArgumentException e) {
      return done(new SendResult.Refused("too-long", Because.TEXT));
    }
    return cut.size() == 1 ? single(sms, cut.get(0), validity) : several(sms, cut, validity);
  }

  private CompletionStage<SendResult> single(OutgoingSms sms, Part part, String validity) {
    CompletableFuture<SendResult> result = new CompletableFuture<>();
    waiting.add(
        submit(
            sms, validity, part, outcome -> result.complete(alone(outcome)), id -> late(sms, id)));
    linkChanged(); // it may have ended between the look at it and the adding
    return result;
  }

  private SendResult alone(PartOutcome outcome) {
    return outcome instanceof PartOutcome.Taken taken
        ? new SendResult.Accepted(id(taken.id()))
        : outcome.alone();
  }

  private CompletionStage<SendResult> several(OutgoingSms sms, List<Part> cut, String validity) {
    Sending sending =
        new Sending(
            cut,
            attempt -> submit(sms, validity, attempt.part(), attempt.done(), id -> {}),
            this::follow,
            whole -> keeper.keep(sms.id(), whole.ids().stream().map(this::id).toList(), whole));
    waiting.add(sending.first());
    linkChanged(); // it may have ended between the look at it and the adding
    return sending.result();
  }

  /**
   * Parts of a message that the operator has a part of: in the order given, before all that waits.
   * Without a link, or after a refusal for now, a little later.
   */
  private boolean follow(List<Submit> submits) {
    ScheduledExecutorService later = watch;
    if (stopping || later == null) {
      return false;
    }
    if (connected() && submits.size() > 1) {
      first(submits);
      return true;
    }
    try {
      later.schedule(() -> first(submits), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void first(List<Submit> submits) {
    for (int i = submits.size() - 1; i >= 0; i--) {
      waiting.addFirst(submits.get(i));
    }
    linkChanged();
  }

  private Submit submit(
      OutgoingSms sms,
      String validity,
      Part part,
      Consumer<PartOutcome> done,
      Consumer<String> late) {
    return new Submit(
        part,
        sms.messageClass() == MessageClass.REPLY ? replySender : sender,
        settings.numbers().of(sms.to()),
        validity,
        System.nanoTime(),
        done,
        late);
  }

  /** An answer came after the message was declared doubtful: it is news. */
  private void late(OutgoingSms sms, String id) {
    keeper.late(sms.id(), id(id));
  }

  /** Some centres give no id: the message is theirs all the same, but no receipt will find it. */
  private String id(String asWritten) {
    return asWritten.isBlank()
        ? "none-" + java.util.UUID.randomUUID()
        : settings.responseId().plain(asWritten);
  }

  /** SMPP 3.4 section 7.1.1.2: counted from the centre's own clock, whatever its zone. */
  static String relative(Duration left) {
    Duration most = left.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : left;
    return String.format(
        java.util.Locale.ROOT,
        "0000%02d%02d%02d%02d000R",
        most.toDaysPart(),
        most.toHoursPart(),
        most.toMinutesPart(),
        most.toSecondsPart());
  }

  private static CompletionStage<SendResult> done(SendResult result) {
    return CompletableFuture.completedFuture(result);
  }

  /** For tests that cut links. */
  List<SmppLink> links() {
    return links;
  }

  /** Writes nothing more, waits a little for answers, unbinds. */
  @PreDestroy
  synchronized void stop() throws InterruptedException {
    stopping = true;
    for (SmppLink link : links) {
      link.stop(watch == null ? Duration.ZERO : TIME_TO_FINISH);
    }
    linkChanged();
    if (watch != null) {
      watch.shutdownNow();
    }
    arrivals.stop();
    keeper.stop();
  }
}
