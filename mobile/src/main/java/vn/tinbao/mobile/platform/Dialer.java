package vn.tinbao.mobile.platform;

/** Brings a number into the machine's telephone; the person presses the call button there. */
@FunctionalInterface
public interface Dialer {
  /**
   * Offers the call; never starts it without the person.
   *
   * @param number digits, perhaps with a leading plus
   * @return false when this machine cannot telephone; then the app shows the number large
   */
  boolean offer(String number);
}
