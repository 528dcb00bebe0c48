package vn.tinbao.server.proceeding;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** Where the clocks are told what happened. */
@Singleton
class ClockEvents {

  /** In the caller's transaction, which holds the tip. */
  void on(UUID tipId, String event, Instant at) {}
}
