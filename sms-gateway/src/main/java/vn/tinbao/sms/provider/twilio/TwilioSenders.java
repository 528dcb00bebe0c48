package vn.tinbao.sms.provider.twilio;

import io.micronaut.context.annotation.ConfigurationProperties;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.ProviderNamed;
import vn.tinbao.sms.queue.MessageClass;

/**
 * From whom messages come ({@code tinbao.sms.twilio.*}).
 *
 * @param messagingService {@code MG…}: picks a sender of its own for what need not be answered
 * @param from a number, or a registered sender name; counts when there is no messaging service
 * @param replyFrom a number of ours that people can answer; replies come from it. Without it they
 *     come from where all others come from
 */
@ConfigurationProperties("tinbao.sms.twilio")
@ProviderNamed(TwilioProvider.NAME)
record TwilioSenders(
    @Nullable String messagingService, @Nullable String from, @Nullable String replyFrom) {

  TwilioSenders {
    if (messagingService == null && from == null && replyFrom == null) {
      throw new IllegalArgumentException(
          "One of tinbao.sms.twilio.messaging-service, .from and .reply-from must be set");
    }
  }

  /** One of the two is set. */
  record Sender(@Nullable String messagingService, @Nullable String from) {}

  Sender of(MessageClass messageClass) {
    boolean nothingElse = messagingService == null && from == null;
    if (replyFrom != null && (nothingElse || messageClass == MessageClass.REPLY)) {
      return new Sender(null, replyFrom);
    }
    return messagingService != null ? new Sender(messagingService, null) : new Sender(null, from);
  }
}
