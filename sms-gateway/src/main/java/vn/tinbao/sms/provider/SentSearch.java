package vn.tinbao.sms.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Asks a provider afterwards whether a message whose outcome is unknown was sent after all. */
public interface SentSearch {

  /**
   * What the provider knows of it.
   *
   * @param providerMessageId its name for the message
   */
  record Found(String providerMessageId, DeliveryStatus status) {}

  /** So long after the attempt the provider is asked. */
  Duration reliableAfter();

  /**
   * Looks for the attempt.
   *
   * @param sms as it was handed to {@link SmsProvider#send}
   * @param startedAt when the attempt began
   * @return completes with empty when the provider does not show it: the class of the message
   *     decides, for what is shown may lag or be altered; completes with an exception when nobody
   *     can tell now: ask again later
   */
  CompletionStage<Optional<Found>> find(OutgoingSms sms, Instant startedAt);
}
