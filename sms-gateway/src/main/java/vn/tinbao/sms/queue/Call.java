package vn.tinbao.sms.queue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.NotAPhoneException;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;

/** Hands a claimed message to a provider; whatever the provider does, there is one outcome. */
final class Call {
  /** Our own refusal: sealed with another key. */
  static final String CANNOT_BE_OPENED = "cannot-be-opened";

  /** Our own refusal: the message came from a name or short code, which cannot be answered. */
  static final String NO_NUMBER = "no-phone-number";

  private final PhoneKey key;
  private final SenderSettings settings;

  Call(PhoneKey key, SenderSettings settings) {
    this.key = key;
    this.settings = settings;
  }

  /**
   * Opens the message.
   *
   * @throws IllegalArgumentException when it was sealed with another key
   */
  OutgoingSms open(Claimed message) {
    return new OutgoingSms(
        message.id(),
        message.attempt(),
        key.open(message.to()),
        key.openText(message.sealedBody(), message.id()),
        message.messageClass(),
        message.validUntil());
  }

  /** Calls {@code then} exactly once, within the lease. */
  void make(SmsProvider provider, Claimed message, Consumer<SendResult> then) {
    stage(provider, message)
        .toCompletableFuture()
        .copy()
        .orTimeout(settings.lease().toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (result, failure) -> result != null ? result : new SendResult.InDoubt(name(failure)))
        .thenAccept(then);
  }

  private CompletionStage<SendResult> stage(SmsProvider provider, Claimed message) {
    OutgoingSms outgoing;
    try {
      outgoing = open(message);
    } catch (NotAPhoneException e) {
      return CompletableFuture.completedFuture(new SendResult.Refused(NO_NUMBER, Because.NUMBER));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          new SendResult.Refused(CANNOT_BE_OPENED, Because.OTHER));
    }
    try {
      return provider.send(outgoing);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(new SendResult.InDoubt(name(e)));
    }
  }

  /** The class only: a message may carry content. */
  static String name(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null ? "no-result" : cause.getClass().getSimpleName();
  }
}
