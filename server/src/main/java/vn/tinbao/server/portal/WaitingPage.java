package vn.tinbao.server.portal;

import org.jspecify.annotations.Nullable;
import vn.tinbao.server.gate.Challenge;
import vn.tinbao.server.gate.Door;

/**
 * What the waiting page shows and carries.
 *
 * @param seconds until it sends itself
 * @param sealed the draft, readable by nobody but the server
 * @param ticket finds the draft in memory
 * @param seed of the challenge, null where there is none
 * @param challenge null where only time helps
 */
public record WaitingPage(
    Door door,
    long seconds,
    String sealed,
    String ticket,
    @Nullable String seed,
    @Nullable Challenge challenge) {

  @Override
  public String toString() {
    return "WaitingPage[" + door + "]";
  }
}
