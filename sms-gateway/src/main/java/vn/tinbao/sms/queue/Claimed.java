package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.SealedPhone;

/** A message that this process alone may send now. */
@SuppressWarnings("ArrayRecordComponent")
record Claimed(
    UUID id,
    int attempt,
    SealedPhone to,
    byte[] sealedBody,
    MessageClass messageClass,
    String area,
    int segments,
    @Nullable Instant validUntil) {
  Line line() {
    return new Line(messageClass, area);
  }

  @Override
  public String toString() {
    return "Claimed[" + id + ", attempt " + attempt + "]";
  }
}
