package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * A wish to follow a topic, or no longer.
 *
 * @param provider {@code fcm}
 * @param token of this phone there; the server hands it on and keeps nothing
 */
@Json
public record TopicWish(String provider, String token, String topic, boolean follow) {

  @Override
  public String toString() {
    return "TopicWish[…]";
  }
}
