package vn.tinbao.sms.provider.simulator;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import vn.tinbao.sms.text.Encoding;
import vn.tinbao.sms.text.Segments;

/**
 * One message as a phone shows it.
 *
 * @param id our id of the message
 * @param at when it was sent
 * @param status RECEIVED for what the phone sent, otherwise how far the delivery is
 */
@Serdeable
public record Bubble(
    String id,
    Direction direction,
    String text,
    Instant at,
    int segments,
    Encoding encoding,
    Status status) {

  /** Seen from the network. */
  public enum Direction {
    FROM_PHONE,
    TO_PHONE
  }

  /** RECEIVED: our hotline has it in the database. */
  public enum Status {
    RECEIVED,
    ACCEPTED,
    SENT,
    DELIVERED
  }

  static Bubble of(String id, Direction direction, String text, Instant at, Status status) {
    Segments segments = Segments.of(text);
    return new Bubble(id, direction, text, at, segments.count(), segments.encoding(), status);
  }

  Bubble with(Status next) {
    return new Bubble(id, direction, text, at, segments, encoding, next);
  }
}
