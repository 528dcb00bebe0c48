package vn.tinbao.sms.lab.smpp;

import java.time.Duration;

/**
 * What the centre does with one submit_sm.
 *
 * @param status command_status; 0: taken
 * @param after how long the answer takes
 * @param said false: no answer at all, as when it is lost
 * @param hangUp true: the link ends instead of an answer
 * @param sent whether phones get it, whatever is answered
 */
public record Answer(int status, Duration after, boolean said, boolean hangUp, boolean sent) {
  public static Answer taken() {
    return new Answer(0, Duration.ZERO, true, false, true);
  }

  public static Answer refused(int status) {
    return new Answer(status, Duration.ZERO, true, false, false);
  }

  /** It has the message, and says that something went wrong. */
  public static Answer sentBut(int status) {
    return new Answer(status, Duration.ZERO, true, false, true);
  }

  public static Answer silence() {
    return new Answer(0, Duration.ZERO, false, false, true);
  }

  /** It has the message, and the link ends before it says so. */
  public static Answer hangingUp() {
    return new Answer(0, Duration.ZERO, false, true, true);
  }

  public Answer later(Duration delay) {
    return new Answer(status, delay, said, hangUp, sent);
  }
}
