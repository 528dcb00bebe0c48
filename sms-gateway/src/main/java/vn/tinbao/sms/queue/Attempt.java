package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider.
 *
 * @param price of a segment, in millionths of a đồng
 * @param end null: nobody knows yet
 * @param providerId the provider's name for what this call sent
 */
record Attempt(
    UUID message,
    int n,
    String provider,
    long price,
    @Nullable Instant endedAt,
    @Nullable End end,
    @Nullable String code,
    @Nullable String providerId) {

  /** What the call came to. */
  enum End {
    ACCEPTED,
    NOT_SENT,
    CHANNEL_BROKEN,
    IN_DOUBT,
    REFUSED,
    /** Taken, and later not delivered. */
    GIVEN_UP
  }

  /** True: what it came to can still be learnt. */
  boolean open() {
    return end == null || end == End.IN_DOUBT;
  }

  Attempt ended(End how, @Nullable String why, Instant at) {
    return new Attempt(
        message, n, provider, price, endedAt == null ? at : endedAt, how, why, providerId);
  }

  Attempt named(String name) {
    return new Attempt(message, n, provider, price, endedAt, end, code, name);
  }
}
