package vn.tinbao.sms.lab.twilio;

import java.time.Duration;

/** What may go wrong with one request to send. */
public sealed interface Fault {

  /**
   * Refused in Twilio's words; nothing is sent.
   *
   * @param retryAfter zero: not said
   */
  record Refuse(int http, int code, Duration retryAfter) implements Fault {}

  /** Sent, but the answer is an error of the server. */
  record AcceptAndFail(int http) implements Fault {}

  /** Sent, but the connection is closed without an answer. */
  record AcceptAndDrop() implements Fault {}

  /** The connection is closed and nothing is sent. */
  record Drop() implements Fault {}

  /** Sent, answered later than usual. */
  record Late(Duration by) implements Fault {}

  /** Sent at once, then undelivered with this code. */
  record Undelivered(int code) implements Fault {}

  /** Sent and answered, but what becomes of it is never reported. */
  record Unreported() implements Fault {}

  /** Answered by something that is not Twilio. */
  record Garbage(int http, String body) implements Fault {}

  /** Nothing goes wrong. */
  record None() implements Fault {}
}
