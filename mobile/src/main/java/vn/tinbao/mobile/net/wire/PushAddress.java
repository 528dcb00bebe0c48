package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * How this phone can be woken.
 *
 * @param provider {@code fcm}
 */
@Json
public record PushAddress(String provider, String token) {

  @Override
  public String toString() {
    return "PushAddress[" + provider + "]";
  }
}
