package vn.tinbao.sms.queue;

import java.util.Set;

/**
 * What a provider carries and for how much.
 *
 * @param prefix calling code and at most three digits, without plus; empty: everywhere
 * @param classes of messages
 * @param price of a segment, in millionths of a đồng
 */
record Route(String prefix, Set<MessageClass> classes, long price) {
  /** Where a number belongs that could not be read. */
  private static final String HOME = "84";

  /** Everything, for nothing. */
  static final Route ANY = new Route("", Set.of(MessageClass.values()), 0);

  boolean serves(Line line) {
    String area = line.area().equals(Areas.UNKNOWN) ? HOME : line.area();
    return area.startsWith(prefix) && classes.contains(line.messageClass());
  }
}
