package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long the ledger remembers a message after its end ({@code tinbao.sms.retention.*}). The text
 * is gone before, on the final state; this is about the number and the fact.
 *
 * @param inbound after it was handled
 * @param reply after its last change
 * @param alert after its last change
 * @param awareness after its last change
 * @param badNumber how long a number that reaches nobody is spared; then it may be somebody else's
 */
@ConfigurationProperties("tinbao.sms.retention")
public record RetentionSettings(
    @Bindable(defaultValue = "P30D") Duration inbound,
    @Bindable(defaultValue = "P30D") Duration reply,
    @Bindable(defaultValue = "P30D") Duration alert,
    @Bindable(defaultValue = "P90D") Duration awareness,
    @Bindable(defaultValue = "P180D") Duration badNumber) {
  private static final Duration SHORTEST = Duration.ofHours(1);

  public RetentionSettings {
    check("inbound", inbound);
    check("reply", reply);
    check("alert", alert);
    check("awareness", awareness);
    check("bad-number", badNumber);
  }

  private static void check(String key, Duration value) {
    if (value.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "tinbao.sms.retention."
              + key
              + " must be at least an hour (PT1H): providers repeat"
              + " themselves for minutes");
    }
  }

  Duration of(MessageClass messageClass) {
    return switch (messageClass) {
      case REPLY -> reply;
      case ALERT -> alert;
      case AWARENESS -> awareness;
    };
  }

  Duration longest() {
    Duration longest = inbound;
    for (MessageClass messageClass : MessageClass.values()) {
      longest = longest.compareTo(of(messageClass)) < 0 ? of(messageClass) : longest;
    }
    return longest;
  }
}
