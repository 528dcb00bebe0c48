package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/** A session of the officer app. */
@Json
public record SignedIn(String token, Instant expiresAt, OfficerName officer) {

  @Override
  public String toString() {
    return "SignedIn[" + officer.id() + "]";
  }
}
