package vn.tinbao.sms.queue;

import java.time.Instant;

/** What a claim does with a message that is due. */
sealed interface Verdict {
  /** Send it. */
  record Send() implements Verdict {}

  /** Look again in a moment: another message to the recipient goes first. */
  record Wait() implements Verdict {}

  /** Not before then; {@link Instant#MAX}: until its campaign is released. */
  record Later(Instant at) implements Verdict {}

  /** Never. */
  record End(OutboundState state, String code) implements Verdict {}
}
