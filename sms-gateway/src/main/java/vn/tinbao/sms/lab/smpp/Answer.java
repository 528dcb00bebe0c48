package vn.tinbao.sms.lab.smpp;

import java.time.Duration;

/**
 * What the centre does with one submit_sm.
 *
 * @param status command_status; 0: taken
 * @param after how long the answer takes
 * @param said false: no answer at all, as when it is lost
 * @param hangUp true: the link ends instead of an answer
 */
public record Answer(int status, Duration after, boolean said, boolean hangUp) {
  public static Answer taken() {
    return new Answer(0, Duration.ZERO, true, false);
  }

  public static Answer refused(int status) {
    return new Answer(status, Duration.ZERO, true, false);
  }

  public static Answer silence() {
    return new Answer(0, Duration.ZERO, false, false);
  }

  /** It has the message, and the link ends before it says so. */
  public static Answer hangingUp() {
    return new Answer(0, Duration.ZERO, false, true);
  }

  public Answer later(Duration delay) {
    return new Answer(status, delay, said, hangUp);
  }
}
