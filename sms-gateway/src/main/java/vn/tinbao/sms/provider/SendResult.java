package vn.tinbao.sms.provider;

import java.time.Duration;

/**
 * What became of one call of a provider. The distinction that matters is between surely not sent
 * (may be sent again, by anybody) and in doubt (may have been sent: sending again could double it).
 */
public sealed interface SendResult {

  /**
   * The provider has taken responsibility.
   *
   * @param providerMessageId its name for the message, unique within the provider
   */
  record Accepted(String providerMessageId) implements SendResult {}

  /**
   * Surely not sent and no fault of the message: no connection. The message waits; the call does
   * not count as a try.
   *
   * @param code short, for operators; no content
   * @param retryAfter not before; zero: as soon as the back-off allows
   */
  record NotSent(String code, Duration retryAfter) implements SendResult {}

  /**
   * Surely not sent: the provider works, and wants less for a while. The message waits as with
   * {@link NotSent}; the provider itself is no worse for it and finds its pace by {@link
   * SmsProvider#window}.
   *
   * @param code short, for operators; no content
   * @param retryAfter not before; zero: as soon as the back-off allows
   */
  record Busy(String code, Duration retryAfter) implements SendResult {}

  /**
   * Surely not sent: there is no way from this sender to this recipient, or to where the recipient
   * lives (country not enabled, sender not registered at that operator). Others may be reached. The
   * message waits with growing pauses, or goes another way, until its validity or its patience
   * ends.
   *
   * @param code short, for operators; no content
   */
  record NoWay(String code) implements SendResult {}

  /**
   * Surely not sent, and nothing else will go this way until a person has acted: account closed,
   * sender not registered. The message waits, or goes another way; the provider is asked nothing
   * but now and then one message.
   *
   * @param code short, for operators; no content
   */
  record ChannelBroken(String code) implements SendResult {}

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
   */
  record Refused(String code, Because because) implements SendResult {}
}
