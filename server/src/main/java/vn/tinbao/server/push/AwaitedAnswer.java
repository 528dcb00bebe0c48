package vn.tinbao.server.push;

import java.util.UUID;

/**
 * Port upwards: a room whose pushes ask for an answer is a bean of this, and is asked when the time
 * for it is over. Rows decide, so that nothing has to be called off.
 */
public interface AwaitedAnswer {

  /** The topic of its pushes. */
  String topic();

  /** Whether this person still has to answer to {@code ref}, now. */
  boolean waits(UUID staffId, UUID ref);
}
