package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/** What an officer types to sign in, and a name for this phone in the list of devices. */
@Json
public record SignIn(String username, String password, String totp, String deviceName) {

  @Override
  public String toString() {
    return "SignIn[…]";
  }
}
