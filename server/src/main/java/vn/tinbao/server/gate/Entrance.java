package vn.tinbao.server.gate;

import java.time.Duration;

/** What the gate says to somebody who wants in. */
public sealed interface Entrance {

  /** Come in. */
  record Open() implements Entrance {}

  /**
   * First solve this, or wait so long on the waiting page.
   *
   * @param patience how long; at most {@link Gate#LONGEST_WAIT}
   */
  record Work(Challenge challenge, Duration patience) implements Entrance {}

  /** What you bring is good, but too many come from where you are: again after this time. */
  record Later(Duration patience) implements Entrance {}
}
