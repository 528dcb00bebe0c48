package vn.tinbao.sms.provider.twilio;

import java.time.Duration;

/** A call of Twilio that brought nothing; says what that means for what was asked. */
@SuppressWarnings("serial")
final class CallFailed extends RuntimeException {

  enum Kind {
    /** Not one byte of the request left: it was surely not carried out. */
    NOT_WRITTEN,
    /** Twilio said no: it was surely not carried out. */
    REJECTED,
    /** It left, and whether it was carried out nobody knows. */
    NO_ANSWER
  }

  private final Kind kind;
  private final String code;
  private final Duration retryAfter;

  /**
   * @param code Twilio's, or a short word; never content
   * @param retryAfter what Twilio asked for; zero: nothing
   */
  CallFailed(Kind kind, String code, Duration retryAfter) {
    super(kind + " " + code, null, false, false);
    this.kind = kind;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  String code() {
    return code;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
