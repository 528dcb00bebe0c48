package vn.tinbao.sms.provider;

import java.time.Duration;

/**
 * What became of one call of a provider. The distinction that matters is between surely not sent
 * (may be sent again) and in doubt (may have been sent: sending again could double it).
 */
public sealed interface SendResult {

  /**
   * The provider has taken responsibility.
   *
   * @param providerMessageId its name for the message, unique within the provider
   */
  record Accepted(String providerMessageId) implements SendResult {}

  /**
   * Surely not sent and no fault of the message: no connection, throttled, queue full. The message
   * waits; the call does not count as a try.
   *
   * @param code short, for operators; no content
   * @param retryAfter not before; zero: as soon as the back-off allows
   */
  record NotSent(String code, Duration retryAfter) implements SendResult {}

  /**
   * Nobody knows: time-out after writing, connection lost, a server error after the request.
   *
   * @param code short, for operators; no content
   */
  record InDoubt(String code) implements SendResult {}

  /**
   * Surely not sent, and because of this message or its recipient.
   *
   * @param code the provider's, or ours
   * @param retryable true: may work later (handset off); false: never
   */
  record Refused(String code, boolean retryable) implements SendResult {}
}
