package vn.tinbao.sms.lab.twilio;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests go wrong: what a test has ordered comes first, then the numbers that always do.
 *
 * <p>{@code +849000} and an error code of five digits: refused with it ({@code +84900021610}), or,
 * for 30003 to 30999, accepted and reported undelivered. {@code +84900000429}: too many requests.
 * {@code +849000005xx}: sent and answered with that status. {@code +84900000001}: sent and dropped.
 */
public final class FakeFaults {
  private static final Pattern MAGIC = Pattern.compile("\\+849000(\\d{5})");
  private static final Fault NONE = new Fault.None();

  private final Deque<Fault> ordered = new ConcurrentLinkedDeque<>();
  private volatile Optional<Fault> always = Optional.empty();

  /** The next requests, one each, in this order. */
  public void next(Fault... faults) {
    ordered.addAll(List.of(faults));
  }

  /** Every request, until {@link #none}. */
  public void always(Fault fault) {
    always = Optional.of(fault);
  }

  /** From now on all goes well. */
  public void none() {
    ordered.clear();
    always = Optional.empty();
  }

  Fault of(String to) {
    Fault next = ordered.poll();
    return next != null ? next : always.orElseGet(() -> magic(to));
  }

  private static Fault magic(String to) {
    Matcher matcher = MAGIC.matcher(to);
    if (!matcher.matches()) {
      return NONE;
    }
    int code = Integer.parseInt(matcher.group(1));
    if (code == 429) {
      return new Fault.Refuse(429, 20429, Duration.ofSeconds(1));
    }
    if (code >= 500 && code <= 599) {
      return new Fault.AcceptAndFail(code);
    }
    if (code == 1) {
      return new Fault.AcceptAndDrop();
    }
    if (code >= 30_003 && code < 31_000) {
      return new Fault.Undelivered(code);
    }
    if (code == 20_003) {
      return new Fault.Refuse(401, code, Duration.ZERO);
    }
    return code >= 20_000 && code < 70_000
        ? new Fault.Refuse(code == 20_429 ? 429 : 400, code, Duration.ZERO)
        : NONE;
  }
}
