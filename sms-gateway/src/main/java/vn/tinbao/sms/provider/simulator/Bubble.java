package vn.tinbao.sms.provider.simulator;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import vn.tinbao.sms.text.Encoding;
import vn.tinbao.sms.text.Segments;

/**
 * One message as a phone shows it.
 *
 * @param id our id of the message
 * @param at when it was sent
 * @param segments how many parts the network makes of it
 * @param cuts where it cuts: the lengths of the parts, in UTF-16 units of the composed text
 * @param status the furthest it got: RECEIVED for what the phone sent
 * @param history everything that happened, in its order
 */
@Serdeable
public record Bubble(
    String id,
    Direction direction,
    String text,
    Instant at,
    int segments,
    List<Integer> cuts,
    Encoding encoding,
    Status status,
    List<Step> history) {

  /** Repeats of one message that are written down. */
  private static final int LONGEST_HISTORY = 50;

  /** Seen from the network. */
  public enum Direction {
    FROM_PHONE,
    TO_PHONE
  }

  /** What happens to a message; a later one says more than an earlier one. */
  public enum Status {
    /** Our hotline has it in the database. */
    RECEIVED,
    /** The network handed it in again. */
    REPEATED,
    THROTTLED,
    /** On the phone; the sender got no answer. */
    NO_ANSWER,
    /** On the phone; the sender's answer was an error. */
    SERVER_ERROR,
    ACCEPTED,
    SENT,
    UNDELIVERED,
    REFUSED,
    DELIVERED
  }

  /** One thing that happened. */
  @Serdeable
  public record Step(Status status, Instant at) {}

  static Bubble of(String id, Direction direction, String text, Instant at, Status status) {
    Segments segments = Segments.of(text);
    return new Bubble(
        id,
        direction,
        text,
        at,
        segments.count(),
        Segments.parts(text).stream().map(String::length).toList(),
        segments.encoding(),
        status,
        List.of(new Step(status, at)));
  }

  /** The same after something happened. */
  Bubble with(Status next, Instant when) {
    List<Step> steps = new ArrayList<>(history);
    if (steps.size() < LONGEST_HISTORY) {
      steps.add(new Step(next, when));
    }
    return new Bubble(
        id,
        direction,
        text,
        at,
        segments,
        cuts,
        encoding,
        next.compareTo(status) > 0 ? next : status,
        List.copyOf(steps));
  }

  /** Whether every attempt so far was put off. */
  boolean neverLeft() {
    return history.stream().allMatch(step -> step.status() == Status.THROTTLED);
  }

  /** Nothing of what it says. */
  @Override
  public String toString() {
    return "Bubble[" + id + ", " + status + "]";
  }
}
