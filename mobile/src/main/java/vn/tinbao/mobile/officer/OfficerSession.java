package vn.tinbao.mobile.officer;

import io.avaje.jsonb.Json;
import java.time.Instant;
import vn.tinbao.mobile.net.wire.OfficerName;

/**
 * Who is signed in on this phone.
 *
 * @param ended the server no longer accepts the token: what waits, waits until the same officer has
 *     signed in again
 */
@Json
record OfficerSession(String token, Instant expiresAt, OfficerName officer, boolean ended) {
  OfficerSession asEnded() {
    return new OfficerSession("", expiresAt, officer, true);
  }

  @Override
  public String toString() {
    return "OfficerSession[" + officer.id() + (ended ? ", ended]" : "]");
  }
}
