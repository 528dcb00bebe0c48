package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * A message that arrived.
 *
 * @param id ours
 * @param from the sender
 * @param to the number of ours that it was sent to
 * @param sealedBody the text, for {@link BodyOpener#open}
 * @param receivedAt when the provider got it
 * @param provider who brought it
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundSms(
    UUID id, SealedPhone from, String to, byte[] sealedBody, Instant receivedAt, String provider) {

  @Override
  public boolean equals(Object other) {
    return other instanceof InboundSms that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "InboundSms[" + id + "]";
  }
}
