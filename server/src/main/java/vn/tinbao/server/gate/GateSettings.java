package vn.tinbao.server.gate;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When the open door asks for something first.
 *
 * @param enabled false only where something before us does the same
 * @param window the time over which passes and wrong codes are remembered; they fade, they do not
 *     fall off at once
 * @param freeReports reports and messages from one address within the window that cost nothing
 * @param freeWrongCodes wrong receipt codes from one address within the window before look-ups cost
 * @param freePerReceipt look-ups and messages under one receipt code within the window
 * @param busyPerMinute reports a minute of all addresses (each counted up to its free ones) above
 *     which everybody works
 * @param mostPerMinute reports and messages a minute of one address, work or not; more are told to
 *     come back in some seconds, with the same work
 * @param freeWaits uses of the waiting page from one address within the window; more wait again
 * @param firstWait how long the waiting page waits when little work is asked; five seconds more
 *     with each doubling, never above half a minute
 * @param easiest work in hashes, as a power of two: 2^13 are 50 ms of a cheap phone
 * @param hardest the most that anybody is ever asked: 2^17 are about one second of a cheap phone
 * @param validity how long a puzzle may be answered
 * @param freeSms messages from one number within the window before it is asked to send a word back
 * @param heldSms how long messages wait for that word before they are handled without it
 * @param wrongCodeDelay how long every wrong receipt code waits for its answer
 * @param mostCodes codes by SMS that one address may ask for within the window; each costs work
 */
@ConfigurationProperties("tinbao.gate")
public record GateSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @Bindable(defaultValue = "10m") Duration window,
    @Bindable(defaultValue = "10") int freeReports,
    @Bindable(defaultValue = "5") int freeWrongCodes,
    @Bindable(defaultValue = "60") int freePerReceipt,
    @Bindable(defaultValue = "120") int busyPerMinute,
    @Bindable(defaultValue = "60") int mostPerMinute,
    @Bindable(defaultValue = "6") int freeWaits,
    @Bindable(defaultValue = "8s") Duration firstWait,
    @Bindable(defaultValue = "13") int easiest,
    @Bindable(defaultValue = "17") int hardest,
    @Bindable(defaultValue = "10m") Duration validity,
    @Bindable(defaultValue = "20") int freeSms,
    @Bindable(defaultValue = "30d") Duration heldSms,
    @Bindable(defaultValue = "1s") Duration wrongCodeDelay,
    @Bindable(defaultValue = "60") int mostCodes) {
  /** The hardest puzzle that can be set at all: a minute of a cheap phone. */
  private static final int LIMIT = 22;

  public GateSettings {
    if (easiest < Puzzle.PIECES_LOG2 || hardest < easiest || hardest > LIMIT) {
      throw new IllegalArgumentException(
          "tinbao.gate.easiest and .hardest must be "
              + Puzzle.PIECES_LOG2
              + " to "
              + LIMIT
              + ", the first not above the second");
    }
    if (freeReports < 1
        || freeWrongCodes < 1
        || freePerReceipt < 1
        || busyPerMinute < 1
        || mostPerMinute < 1
        || freeWaits < 1
        || freeSms < 1
        || mostCodes < 1) {
      throw new IllegalArgumentException("The numbers of tinbao.gate must be at least 1");
    }
    if (window.toSeconds() < 1
        || validity.toSeconds() < 1
        || firstWait.toSeconds() < 1
        || wrongCodeDelay.isNegative()) {
      throw new IllegalArgumentException(
          "tinbao.gate.window, .validity and .first-wait must be at least a second,"
              + " .wrong-code-delay no less than nothing");
    }
  }
}
