package vn.tinbao.sms.queue;

import java.util.UUID;
import vn.tinbao.sms.phone.SealedPhone;

/** A message that this process alone may send now. */
@SuppressWarnings("ArrayRecordComponent")
record Claimed(UUID id, int attempt, SealedPhone to, byte[] sealedBody) {
  @Override
  public String toString() {
    return "Claimed[" + id + ", attempt " + attempt + "]";
  }
}
