package vn.tinbao.sms.provider.simulator;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;

/**
 * A phone network in memory: accepts everything, then reports it sent and delivered, unless {@link
 * SimulatedNetwork} says that something goes wrong.
 */
@Singleton
@ProviderNamed(SimulatorProvider.NAME)
public class SimulatorProvider implements SmsProvider {
  static final String NAME = "simulator";
  private static final Duration THROTTLED_FOR = Duration.ofSeconds(1);
  private static final int THROTTLED_TIMES = 2;

  private final SimulatedPhones phones;
  private final SimulatedNetwork network;
  private final SimulatedReports reports;
  private final SimulatorSettings settings;
  private final Clock clock;

  SimulatorProvider(
      SimulatedPhones phones,
      SimulatedNetwork network,
      SimulatedReports reports,
      SimulatorSettings settings,
      Clock clock) {
    this.phones = phones;
    this.network = network;
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int window() {
    return settings.window();
  }

  @Override
  public boolean connected() {
    return network.state().connection() != SimulatedNetwork.Connection.DOWN;
  }

  /** A second attempt shows a second bubble, as on a real phone. */
  @Override
  public CompletionStage<SendResult> send(OutgoingSms sms) {
    return switch (network.state().connection()) {
      case UP -> send(sms, network.faultFor(sms.to()));
      case DOWN -> done(new SendResult.NotSent("simulated-no-connection", Duration.ZERO));
      case LOCKED -> done(new SendResult.ChannelBroken("simulated-account-locked"));
    };
  }

  private CompletionStage<SendResult> send(OutgoingSms sms, SimulatedFault fault) {
    return switch (fault) {
      case THROTTLED -> throttled(sms, fault);
      case BAD_NUMBER -> refused(sms, fault, Because.NUMBER);
      case NO_WAY -> {
        show(sms, Bubble.Status.REFUSED);
        yield done(new SendResult.NoWay(fault.code()));
      }
      case OPTED_OUT -> refused(sms, fault, Because.OPT_OUT);
      case NO_ANSWER -> {
        reports.deliver(sms, show(sms, Bubble.Status.NO_ANSWER), fault);
        yield done(new SendResult.InDoubt("simulated-no-answer"));
      }
      case ERROR_AFTER_ACCEPT -> {
        reports.deliver(sms, show(sms, Bubble.Status.SERVER_ERROR), fault);
        yield done(new SendResult.InDoubt(fault.code()));
      }
      case SLOW ->
          new CompletableFuture<SendResult>()
              .completeOnTimeout(
                  accepted(sms, fault), settings.slowAnswer().toMillis(), TimeUnit.MILLISECONDS);
      case NONE, UNRULY_NEWS, UNREACHABLE, FILTERED -> done(accepted(sms, fault));
    };
  }

  private SendResult accepted(OutgoingSms sms, SimulatedFault fault) {
    return new SendResult.Accepted(reports.deliver(sms, show(sms, Bubble.Status.ACCEPTED), fault));
  }

  private CompletionStage<SendResult> throttled(OutgoingSms sms, SimulatedFault fault) {
    boolean forAll = network.state().fault() == SimulatedFault.THROTTLED;
    if (!forAll && sms.attempt() > THROTTLED_TIMES) {
      return done(accepted(sms, fault));
    }
    show(sms, Bubble.Status.THROTTLED);
    return done(new SendResult.Busy(fault.code(), THROTTLED_FOR));
  }

  private CompletionStage<SendResult> refused(
      OutgoingSms sms, SimulatedFault fault, Because because) {
    show(sms, Bubble.Status.REFUSED);
    return done(new SendResult.Refused(fault.code(), because));
  }

  /**
   * On the phone; an attempt that never got there goes on in the bubble of the next one.
   *
   * @return the bubble's id
   */
  private String show(OutgoingSms sms, Bubble.Status status) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String first = sms.id().toString();
    if (phones.find(sms.to(), first).filter(Bubble::neverLeft).isPresent()) {
      phones.change(sms.to(), first, bubble -> bubble.with(status, now));
      return first;
    }
    String id = sms.attempt() == 1 ? first : first + "-" + sms.attempt();
    phones.show(sms.to(), Bubble.of(id, Bubble.Direction.TO_PHONE, sms.text(), now, status));
    return id;
  }

  private static CompletionStage<SendResult> done(SendResult result) {
    return CompletableFuture.completedFuture(result);
  }
}
