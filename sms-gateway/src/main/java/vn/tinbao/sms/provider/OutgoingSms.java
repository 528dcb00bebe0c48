package vn.tinbao.sms.provider;

import java.util.UUID;
import vn.tinbao.sms.phone.PhoneNumber;

/**
 * One message as a provider gets it.
 *
 * @param id ours; a provider that lets us name our messages, or has call-back addresses, must use
 *     it there
 * @param attempt 1 for the first call with this id
 * @param to the recipient
 * @param text composed (NFC); a long one is sent as one concatenated message
 */
public record OutgoingSms(UUID id, int attempt, PhoneNumber to, String text) {
  @Override
  public String toString() {
    return "OutgoingSms[" + id + ", attempt " + attempt + "]";
  }
}
