package vn.tinbao.sms.provider;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.MessageClass;

/**
 * One message as a provider gets it.
 *
 * @param id ours; a provider that lets us name our messages, or has call-back addresses, must use
 *     it there
 * @param attempt 1 for the first call with this id
 * @param to the recipient
 * @param text composed (NFC); a long one is sent as one concatenated message
 * @param messageClass what it is for: a reply must come from a number that can be answered
 * @param validUntil the provider shall give up then; null: its own limit
 */
public record OutgoingSms(
    UUID id,
    int attempt,
    PhoneNumber to,
    String text,
    MessageClass messageClass,
    @Nullable Instant validUntil) {
  @Override
  public String toString() {
    return "OutgoingSms[" + id + ", attempt " + attempt + "]";
  }
}
