package vn.tinbao.sms.lab.twilio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells what becomes of messages, where they asked for it. */
final class FakeReports {
  private static final double REPEATED = 0.4;

  private final FakeOptions options;
  private final FakeMessages messages;
  private final FakeCaller caller;
  private final ScheduledExecutorService later;
  private final Random random;
  private final Map<CompletableFuture<Integer>, Boolean> open = new ConcurrentHashMap<>();

  FakeReports(
      FakeOptions options,
      FakeMessages messages,
      FakeCaller caller,
      ScheduledExecutorService later) {
    this.options = options;
    this.messages = messages;
    this.caller = caller;
    this.later = later;
    this.random = new Random(options.seed());
  }

  private record Report(String status, @Nullable Integer code) {}

  /** Plays the life of a message that was accepted; the first status is never reported. */
  void live(String sid, @Nullable Integer failure) {
    List<Report> reports = new ArrayList<>();
    reports.add(new Report("sent", null));
    reports.add(
        failure == null ? new Report("delivered", null) : new Report("undelivered", failure));
    if (options.unruly()) {
      synchronized (random) {
        for (Report report : List.copyOf(reports)) {
          if (random.nextDouble() < REPEATED) {
            reports.add(report);
          }
        }
        Collections.shuffle(reports, random);
      }
    }
    Duration after = options.callbackAfter();
    String end = failure == null ? "delivered" : "undelivered";
    // Only the news are out of order: asked for the message, Twilio says how it stands.
    later.schedule(
        () -> messages.change(sid, message -> message.with(end, failure)),
        after.toMillis(),
        TimeUnit.MILLISECONDS);
    for (Report report : reports) {
      later.schedule(
          () -> tell(sid, report.status(), report.code()), after.toMillis(), TimeUnit.MILLISECONDS);
      after = after.plusMillis(2);
    }
  }

  /** Changes the message and tells it; completes with the status of the last answer. */
  CompletableFuture<Integer> report(String sid, String status, @Nullable Integer code) {
    messages.change(sid, message -> message.with(status, code));
    return tell(sid, status, code);
  }

  private CompletableFuture<Integer> tell(String sid, String status, @Nullable Integer code) {
    FakeMessage message = messages.get(sid).orElse(null);
    if (message == null || message.callback() == null) {
      return CompletableFuture.completedFuture(0);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("MessageSid", sid);
    form.put("MessageStatus", status);
    form.put("SmsSid", sid);
    form.put("SmsStatus", status);
    form.put("To", message.to());
    form.put("From", message.from() == null ? "" : message.from());
    form.put("AccountSid", options.account().sid());
    form.put("ApiVersion", "2010-04-01");
    if (message.messagingService() != null) {
      form.put("MessagingServiceSid", message.messagingService());
    }
    if (code != null) {
      form.put("ErrorCode", code.toString());
    }
    CompletableFuture<Integer> call = caller.call(message.callback(), form);
    open.put(call, true);
    call.whenComplete((answer, failure) -> open.remove(call));
    return call;
  }

  /** Calls under way. */
  int open() {
    return open.size();
  }
}
