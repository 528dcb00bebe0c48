package vn.tinbao.mobile.citizen;

import io.avaje.jsonb.Json;
import vn.tinbao.mobile.net.wire.NewMessage;

/** A message on its way into the dialogue that the code opens. */
@Json
record OutgoingMessage(String receiptCode, NewMessage message) {
  @Override
  public String toString() {
    return "OutgoingMessage[" + message.id() + "]";
  }
}
