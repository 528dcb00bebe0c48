package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/** A message from the reporter; the id is made here, so that it may be sent twice. */
@Json
public record NewMessage(String id, String text) {

  @Override
  public String toString() {
    return "NewMessage[" + id + "]";
  }
}
