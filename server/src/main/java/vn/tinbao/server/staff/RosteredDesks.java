package vn.tinbao.server.staff;

import java.time.Instant;
import java.util.Set;

/** Which desks have a duty roster: the room that keeps the rosters knows. */
public interface RosteredDesks {

  /**
   * Ids of agencies with somebody on the roster at some time from {@code from} to {@code until}.
   */
  Set<String> agencies(Instant from, Instant until);
}
