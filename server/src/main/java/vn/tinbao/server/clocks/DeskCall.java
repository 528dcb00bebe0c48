package vn.tinbao.server.clocks;

import java.util.UUID;

/**
 * How those on duty at a desk are told of a clock: the room that keeps the rosters knows who that
 * is. A message without content; in the transaction that marks it as said, leaves after commit.
 */
public interface DeskCall {

  /**
   * Tells them to look at a tip.
   *
   * @param topic code of what it is about
   * @param urgent whether it goes to those too who want to be woken for urgent things only
   * @return how many people
   */
  int toDesk(String agencyId, String topic, UUID tipId, boolean urgent);
}
