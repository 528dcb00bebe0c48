package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the sender works ({@code tinbao.sms.sender.*}).
 *
 * @param enabled false: this process sends nothing; another one does
 * @param batch messages claimed at once
 * @param lease longest time from claim to outcome; then the outcome counts as unknown
 * @param unknownAfter how long news may resolve an unknown outcome before the class decides
 * @param askFor how long a provider that cannot tell is asked about an unknown outcome before the
 *     class decides
 * @param unconfirmedAfter how long a receipt may take
 * @param poll longest sleep when nothing rings
 * @param tries calls that a provider may refuse for the moment before we give up
 * @param retryAfter pause after such a refusal
 */
@ConfigurationProperties("tinbao.sms.sender")
public record SenderSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "200") int batch,
    @Bindable(defaultValue = "PT2M") Duration lease,
    @Bindable(defaultValue = "PT2M") Duration unknownAfter,
    @Bindable(defaultValue = "PT30M") Duration askFor,
    @Bindable(defaultValue = "PT72H") Duration unconfirmedAfter,
    @Bindable(defaultValue = "PT2S") Duration poll,
    @Bindable(defaultValue = "3") int tries,
    @Bindable(defaultValue = "PT30M") Duration retryAfter) {

  public SenderSettings {
    positive("batch", batch);
    positive("tries", tries);
    positive("lease", lease.toMillis());
    positive("unknown-after", unknownAfter.toMillis());
    positive("ask-for", askFor.toMillis());
    positive("unconfirmed-after", unconfirmedAfter.toMillis());
    positive("poll", poll.toMillis());
    positive("retry-after", retryAfter.toMillis());
  }

  private static void positive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("tinbao.sms.sender." + key + " must be more than 0");
    }
  }
}
