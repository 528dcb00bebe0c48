package vn.tinbao.sms.queue;

import jakarta.inject.Singleton;
import vn.tinbao.sms.queue.InboundDesk.Arrival;

/**
 * Where many threads hand in one message each: those that come together share a commit, as the
 * {@link InboundDesk} takes several.
 */
@Singleton
public class InboundCounter {
  private static final int AT_ONCE = 200;

  private final Together<ReceivedSms, Arrival> together;

  InboundCounter(InboundDesk desk) {
    this.together = new Together<>(AT_ONCE, desk::accept);
  }

  /**
   * Returns when the message is committed.
   *
   * @throws RuntimeException it is not stored: the provider must be told to keep it
   */
  public Arrival accept(ReceivedSms sms) {
    return together.add(sms);
  }
}
