package vn.tinbao.sms.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news about one message.
 *
 * @param provider its {@link SmsProvider#name}
 * @param providerMessageId its name for the message
 * @param messageId ours, where the call-back carries it: the news may overtake the answer that
 *     tells us the provider's name
 * @param status what it says
 * @param code the reason it gives for a failure
 * @param because what the code means; null where nothing failed
 */
public record StatusNews(
    String provider,
    String providerMessageId,
    @Nullable UUID messageId,
    DeliveryStatus status,
    @Nullable String code,
    @Nullable Because because) {

  /** News of something that did not fail. */
  public StatusNews(
      String provider, String providerMessageId, @Nullable UUID messageId, DeliveryStatus status) {
    this(provider, providerMessageId, messageId, status, null, null);
  }
}
