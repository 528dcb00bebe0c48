package vn.tinbao.sms.lab.twilio;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops time at a point of a request, so that a test can do something exactly there. What is held
 * goes on by {@link #release}, or is cut by {@link #cut}.
 */
public final class FakeHolds {

  /** The points. */
  public enum At {
    /** The request has left the client and nobody has read it. */
    READING,
    /** The message is accepted, the answer has not left. */
    ANSWERING
  }

  private record Held(At at, Channel channel, Runnable goOn) {}

  private boolean reading;
  private boolean answering;
  private final List<Held> held = new ArrayList<>();

  /** From now on requests to send stop there. */
  public synchronized void hold(At at) {
    reading |= at == At.READING;
    answering |= at == At.ANSWERING;
  }

  synchronized boolean keeps(At at, Channel channel, Runnable goOn) {
    if (at == At.READING ? reading : answering) {
      held.add(new Held(at, channel, goOn));
      return true;
    }
    return false;
  }

  /** How many stand at the point. */
  public synchronized int held(At at) {
    return (int) held.stream().filter(one -> one.at() == at).count();
  }

  /** Lets all go on, and holds nothing any more. */
  public void release() {
    take().forEach(one -> one.channel().eventLoop().execute(one.goOn()));
  }

  /** Closes the connections of all that is held, and holds nothing any more. */
  public void cut() {
    take().forEach(one -> one.channel().close());
  }

  private synchronized List<Held> take() {
    List<Held> all = List.copyOf(held);
    held.clear();
    reading = false;
    answering = false;
    return all;
  }
}
