package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * A one-time code as it was read out on the phone.
 *
 * @param claim base64url of 16 random bytes; asked again with the same, answered again
 */
@Json
public record FirstCodeExchange(String firstCode, String claim) {

  @Override
  public String toString() {
    return "FirstCodeExchange[…]";
  }
}
