package vn.tinbao.sms.provider;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Carries messages to phones.
 *
 * <p><b>Duplicates.</b> Each call of {@link #send} is one attempt to send: a provider never repeats
 * one by itself, neither in its own code nor in a library below. Repeating is decided by the queue,
 * which commits every attempt before it is made.
 *
 * <p><b>Outcome.</b> The stage completes normally with a {@link SendResult}, always, and within the
 * sender's lease ({@code tinbao.sms.sender.lease}); a provider has time-outs of its own below that.
 * One that fails, or takes longer, is taken as {@link SendResult.InDoubt}.
 *
 * <p><b>Order.</b> The queue has at most one message to a recipient in flight.
 *
 * <p><b>Idempotency.</b> A second call with the same id is a deliberate second attempt and is sent,
 * unless the provider's service itself recognises the id.
 *
 * <p><b>Secrecy.</b> Number and text never go to a log, an exception message or a code.
 *
 * <p>Must be thread-safe.
 */
public interface SmsProvider {

  /** Short and stable; stored with each message: {@code simulator}, {@code twilio}. */
  String name();

  /**
   * Attempts that may be in flight at once; also the most that a crash can leave in doubt. May
   * change as the provider learns how much it may ask.
   */
  int window();

  /** False: there is no connection now, so nothing need be claimed for it (SMPP without a bind). */
  default boolean connected() {
    return true;
  }

  /** Empty where nobody can be asked afterwards (SMPP). */
  default Optional<SentSearch> search() {
    return Optional.empty();
  }

  /** Sends one message. Does not block the caller for as long as the network takes. */
  CompletionStage<SendResult> send(OutgoingSms sms);
}
