package vn.tinbao.sms.provider.twilio;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * What people write to us through Twilio ({@code tinbao.sms.twilio.*}).
 *
 * @param numbers ours, in E.164; Twilio is asked for what came to them and no call brought. Without
 *     it the number that replies come from
 * @param catchUp how often
 * @param lookBack how far the first question after a start goes back, and any other at most; less
 *     than what the ledger keeps of inbound messages, or old ones would be taken for new
 * @param overlap how far each further question goes back behind the one before
 * @param mediaHosts to whose hosts, and hosts below them, Twilio may send us on for a picture
 * @param deleteMedia whether Twilio's copy is deleted when ours is committed
 */
@ConfigurationProperties("tinbao.sms.twilio")
@ProviderNamed(TwilioProvider.NAME)
record TwilioInboundSettings(
    @Nullable List<String> numbers,
    @Bindable(defaultValue = "PT1M") Duration catchUp,
    @Bindable(defaultValue = "P7D") Duration lookBack,
    @Bindable(defaultValue = "PT10M") Duration overlap,
    @Bindable(defaultValue = "twilio.com,twiliocdn.com") List<String> mediaHosts,
    @Bindable(defaultValue = "true") boolean deleteMedia) {

  TwilioInboundSettings {
    positive("catch-up", catchUp);
    positive("look-back", lookBack);
    positive("overlap", overlap);
    mediaHosts = mediaHosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("tinbao.sms.twilio." + key + " must be more than 0");
    }
  }

  /** The numbers to ask for; empty: nobody is asked. */
  List<String> asked(TwilioSenders senders) {
    if (numbers != null && !numbers.isEmpty()) {
      return numbers.stream().map(String::strip).distinct().toList();
    }
    return senders.replyFrom() == null ? List.of() : List.of(senders.replyFrom());
  }

  boolean mayBeSentTo(@Nullable String host) {
    if (host == null) {
      return false;
    }
    String asked = host.toLowerCase(Locale.ROOT);
    return mediaHosts.stream().anyMatch(own -> asked.equals(own) || asked.endsWith("." + own));
  }
}
