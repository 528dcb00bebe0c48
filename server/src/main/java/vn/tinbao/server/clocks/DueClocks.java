package vn.tinbao.server.clocks;

/** Clocks of one kind of record, and who says of them what is due: the timer asks each room. */
public interface DueClocks {

  /**
   * Says what is due now, in transactions of its own; what was said is said to nobody again.
   *
   * @return how many warnings and breaches were said
   */
  int look();
}
