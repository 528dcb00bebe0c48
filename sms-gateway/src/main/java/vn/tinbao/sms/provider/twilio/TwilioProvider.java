package vn.tinbao.sms.provider.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SentSearch;
import vn.tinbao.sms.provider.SmsProvider;

/** Sends through Twilio: one thread and one request for each message in flight. */
@Singleton
@ProviderNamed(TwilioProvider.NAME)
public class TwilioProvider implements SmsProvider {
  static final String NAME = "twilio";

  /** What Twilio takes: one second to ten hours. */
  private static final long LONGEST_VALIDITY_SECONDS = 36_000;

  private final TwilioAccount account;
  private final TwilioSenders senders;
  private final TwilioRestClient twilio;
  private final SentSearch search;
  private final Clock clock;
  private final TwilioErrors errors;
  private final AdaptiveWindow window;
  private final ThreadPoolExecutor lines;

  TwilioProvider(
      TwilioAccount account,
      TwilioSenders senders,
      TwilioLimits limits,
      TwilioRestClient twilio,
      TwilioErrors errors,
      TwilioSearch search,
      Clock clock) {
    this.account = account;
    this.senders = senders;
    this.twilio = twilio;
    this.errors = errors;
    this.search = search;
    this.clock = clock;
    this.window = new AdaptiveWindow(limits.firstWindow(), limits.window(), clock);
    this.lines = lines(limits.window());
  }

  /**
   * As many threads as requests may be in flight, and as many places to wait: who has just handed
   * in an outcome is asked for the next message before his thread is free.
   */
  private static ThreadPoolExecutor lines(int window) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            window,
            window,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(window),
            runnable -> {
              Thread thread = new Thread(runnable, "twilio");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int window() {
    return window.size();
  }

  @Override
  public Optional<SentSearch> search() {
    return Optional.of(search);
  }

  @Override
  public CompletionStage<SendResult> send(OutgoingSms sms) {
    try {
      return CompletableFuture.supplyAsync(() -> call(sms), lines);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new SendResult.Busy("window-full", Duration.ZERO));
    }
  }

  private SendResult call(OutgoingSms sms) {
    long validity = LONGEST_VALIDITY_SECONDS;
    if (sms.validUntil() != null) {
      validity = Duration.between(clock.instant(), sms.validUntil()).toSeconds();
      if (validity < 1) {
        return new SendResult.Refused("validity-over", Because.TOO_LATE);
      }
    }
    MessageCreator creator = creator(sms);
    creator.setStatusCallback(
        account.callback(TwilioStatusApi.PATH + "/" + sms.id())
            + "#"
            + account.callbackOverrides());
    creator.setValidityPeriod((int) Math.min(validity, LONGEST_VALIDITY_SECONDS));
    try {
      String sid = creator.create(twilio).getSid();
      window.answered();
      return sid == null || sid.isBlank()
          ? new SendResult.InDoubt("no-sid")
          : new SendResult.Accepted(sid);
    } catch (CallFailed e) {
      return failed(e);
    } catch (RuntimeException e) {
      return new SendResult.InDoubt(e.getClass().getSimpleName());
    }
  }

  private MessageCreator creator(OutgoingSms sms) {
    PhoneNumber to = new PhoneNumber(sms.to().e164());
    TwilioSenders.Sender sender = senders.of(sms.messageClass());
    return sender.messagingService() != null
        ? Message.creator(to, sender.messagingService(), sms.text())
        : Message.creator(to, new PhoneNumber(sender.from()), sms.text());
  }

  private SendResult failed(CallFailed failure) {
    return switch (failure.kind()) {
      case NOT_WRITTEN -> new SendResult.NotSent(failure.code(), failure.retryAfter());
      case NO_ANSWER -> new SendResult.InDoubt(failure.code());
      case REJECTED -> {
        if (failure.code().equals("20429")) {
          window.tooMany();
        } else {
          window.answered();
        }
        yield errors.result(failure.code(), failure.retryAfter());
      }
    };
  }

  @PreDestroy
  void stop() {
    lines.shutdown();
  }
}
