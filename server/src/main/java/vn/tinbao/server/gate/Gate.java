package vn.tinbao.server.gate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;

/**
 * Decides who comes in at once, who works first and who waits.
 *
 * <p>Work is asked of an address that came often, of look-ups where many codes were wrong, under a
 * receipt that is used very often, and of everybody while reports come from everywhere. For the
 * last, an address counts only up to its free reports: one flood alone makes nobody else work. What
 * is asked is never more than {@link GateSettings#hardest}, so a stranger behind the same address
 * costs an honest person about a second, and shuts nobody out. Whoever wants a code by SMS always
 * works, and is counted apart: nobody's report waits for it.
 */
@Singleton
public final class Gate {
  /** How long the waiting page waits at most. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** Where a solution travels on the API. */
  public static final String HEADER = "Proof-Of-Work";

  private static final Duration WAIT_PER_STEP = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LATER_FROM_MILLIS = 2_000;
  private static final int LATER_TO_MILLIS = 8_000;
  private static final int MOST_DIGITS = 60;
  private static final String ALL = "all";
  private static final Entrance OPEN = new Entrance.Open();

  private final GateSettings settings;
  private final Challenges challenges;
  private final HttpClientAddressResolver addresses;
  private final KeyedHash hashes;
  private final MeterRegistry meters;
  private final Traces passes;
  private final Traces passesThisMinute;
  private final Traces wrongCodes;
  private final Traces waits;
  private final Traces codes;
  private final Traces receipts;
  private final Traces everybody;

  Gate(
      GateSettings settings,
      Challenges challenges,
      HttpClientAddressResolver addresses,
      KeyedHash hashes,
      MeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.challenges = challenges;
    this.addresses = addresses;
    this.hashes = hashes;
    this.meters = meters;
    this.passes = new Traces(settings.window(), clock);
    this.passesThisMinute = new Traces(MINUTE, clock);
    this.wrongCodes = new Traces(settings.window(), clock);
    this.waits = new Traces(settings.window(), clock);
    this.codes = new Traces(settings.window(), clock);
    this.receipts = new Traces(settings.window(), clock);
    this.everybody = new Traces(MINUTE, clock);
  }

  /**
   * Lets in, or says what to do first. Asked once for each request that is otherwise in order.
   *
   * @param subject what a solution is bound to: the id of the report or message, the digits of the
   *     code
   * @param receipt the code's digits where the door has one, else null
   * @param solution as sent, null when none was
   */
  public Entrance enter(
      Door door,
      HttpRequest<?> request,
      String subject,
      @Nullable String receipt,
      @Nullable String solution) {
    if (!settings.enabled()) {
      return OPEN;
    }
    String network = network(request);
    int work = work(door, network, receipt);
    if (work == 0) {
      return pass(door, network, receipt, "free");
    }
    if (!challenges.solved(door, subject, solution) || solution == null) {
      return ask(door, work, solution == null ? "asked" : "wrong");
    }
    if (tooMany(door, network)) {
      return later(door);
    }
    if (!challenges.use(solution)) {
      return ask(door, work, "used");
    }
    return pass(door, network, receipt, "worked");
  }

  /**
   * The same for the API, where the solution comes in the header {@value #HEADER}.
   *
   * @throws NotYet when something is asked first
   */
  public void admit(Door door, HttpRequest<?> request, String subject, @Nullable String receipt) {
    Entrance entrance = enter(door, request, subject, receipt, request.getHeaders().get(HEADER));
    if (!(entrance instanceof Entrance.Open)) {
      throw new NotYet(entrance);
    }
  }

  /** What a look-up's solution is bound to: the digits of what was typed as a code. */
  public static String codeDigits(@Nullable String typed) {
    if (typed == null) {
      return "";
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < typed.length() && digits.length() < MOST_DIGITS; i++) {
      char c = typed.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return digits.toString();
  }

  /** The same for somebody who waited instead of computing; the caller has seen the signed wait. */
  public Entrance enterAfterWait(Door door, HttpRequest<?> request, @Nullable String receipt) {
    String network = network(request);
    Traces waited = door == Door.SUBSCRIBE ? codes : waits;
    if (settings.enabled()
        && (waited.of(network) >= settings.freeWaits()
            || door == Door.LOOK_UP && passesThisMinute.of(network) >= settings.mostPerMinute()
            || tooMany(door, network))) {
      return later(door);
    }
    if (door != Door.SUBSCRIBE) {
      waits.add(network);
    }
    return pass(door, network, receipt, "waited");
  }

  /** A puzzle to hand out with a page, so that it is solved before it is asked for; or null. */
  public @Nullable Challenge beforehand(Door door, HttpRequest<?> request) {
    int work = settings.enabled() ? work(door, network(request), null) : 0;
    return work == 0 ? null : challenges.set(door, work);
  }

  /** A receipt code opened nothing. */
  public void wrongCode(HttpRequest<?> request) {
    wrongCodes.add(network(request));
    count(Door.LOOK_UP, "wrong-code");
  }

  /** How long the answer to a wrong code waits. */
  public Duration wrongCodeDelay() {
    return settings.enabled() ? settings.wrongCodeDelay() : Duration.ZERO;
  }

  private boolean tooMany(Door door, String network) {
    return switch (door) {
      case REPORT, MESSAGE -> passesThisMinute.of(network) >= settings.mostPerMinute();
      case LOOK_UP -> false;
      case SUBSCRIBE -> codes.of(network) >= settings.mostCodes();
    };
  }

  /** Work in hashes as a power of two; 0 for none. */
  private int work(Door door, String network, @Nullable String receipt) {
    if (door == Door.SUBSCRIBE) {
      return work(Math.max(0, steps(codes.of(network), settings.freeReports())));
    }
    double steps = -1;
    if (door != Door.LOOK_UP) {
      steps = steps(passes.of(network), settings.freeReports());
    }
    if (door != Door.REPORT) {
      steps = Math.max(steps, steps(wrongCodes.of(network), settings.freeWrongCodes()));
    }
    if (receipt != null) {
      steps = Math.max(steps, steps(receipts.of(key(receipt)), settings.freePerReceipt()));
    }
    if (door == Door.REPORT) {
      steps = Math.max(steps, steps(everybody.of(ALL), settings.busyPerMinute()));
    }
    return steps < 0 ? 0 : work(steps);
  }

  private int work(double steps) {
    return (int) Math.min(settings.hardest(), settings.easiest() + Math.floor(steps));
  }

  /** -1 below what is free; then 0, and one more with each doubling. */
  private static double steps(double count, int free) {
    // A hair below: what came just now has already begun to fade.
    return count < free - 0.5 ? -1 : Math.log(Math.max(1, count / free)) / Math.log(2);
  }

  private Entrance pass(Door door, String network, @Nullable String receipt, String how) {
    if (receipt != null) {
      receipts.add(key(receipt));
    }
    if (door == Door.SUBSCRIBE) {
      codes.add(network);
    } else if (door != Door.LOOK_UP) {
      if (door == Door.REPORT && passes.of(network) < settings.freeReports()) {
        everybody.add(ALL);
      }
      passes.add(network);
      passesThisMinute.add(network);
    }
    count(door, how);
    return OPEN;
  }

  private Entrance ask(Door door, int work, String why) {
    count(door, why);
    Duration wait =
        settings
            .firstWait()
            .plus(WAIT_PER_STEP.multipliedBy(Math.max(0, work - settings.easiest())));
    return new Entrance.Work(
        challenges.set(door, work), wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private Entrance later(Door door) {
    count(door, "later");
    return new Entrance.Later(
        Duration.ofMillis(ThreadLocalRandom.current().nextInt(LATER_FROM_MILLIS, LATER_TO_MILLIS)));
  }

  private void count(Door door, String outcome) {
    meters.counter("tinbao.gate", "door", door.name(), "outcome", outcome).increment();
  }

  /** Which network somebody counts as: for shares held in memory, never to be written down. */
  public String network(HttpRequest<?> request) {
    String address = addresses.resolve(request);
    return Networks.of(address == null ? "" : address);
  }

  /** Codes are not kept as they are, not even in memory. */
  private String key(String receipt) {
    return Base64.getEncoder()
        .encodeToString(hashes.of("gate-receipt", receipt.getBytes(StandardCharsets.US_ASCII)));
  }
}
