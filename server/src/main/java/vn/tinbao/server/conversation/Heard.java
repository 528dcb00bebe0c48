package vn.tinbao.server.conversation;

import java.util.UUID;
import vn.tinbao.sms.phone.SealedPhone;

/**
 * What a phone said.
 *
 * @param id of the inbound message
 */
record Heard(UUID id, SealedPhone from, String text) {

  @Override
  public String toString() {
    return "Heard[" + id + "]";
  }
}
