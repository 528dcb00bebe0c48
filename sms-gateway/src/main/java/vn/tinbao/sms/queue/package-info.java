/**
 * The ledger: every message to and from the phone network, and the rules by which it moves.
 *
 * <p>The doors for the server are {@link vn.tinbao.sms.queue.SmsOutbox} and {@link
 * vn.tinbao.sms.queue.SmsInbox}; those for providers are {@link vn.tinbao.sms.queue.InboundDesk}
 * and {@link vn.tinbao.sms.queue.StatusDesk}. The rows are the truth; wake-ups are hints.
 *
 * <pre>
 * QUEUED ─claim, committed before the call─▶ SENDING
 * SENDING ─Accepted─▶ ACCEPTED ─news─▶ SENT ─news─▶ DELIVERED | UNDELIVERED | FAILED
 * SENDING ─NotSent─▶ QUEUED (later, not counted)
 * SENDING ─Refused─▶ FAILED, or QUEUED while it may work later and tries are left
 * SENDING ─InDoubt, or the lease ran out─▶ UNKNOWN
 * UNKNOWN ─any news─▶ what the news says
 * UNKNOWN ─no news in time─▶ reply, alert: QUEUED once more; awareness, or the second time:
 *                            SENT_UNCONFIRMED
 * ACCEPTED, SENT ─no receipt for 72 h─▶ SENT_UNCONFIRMED (late news still moves it)
 * QUEUED ─valid_until─▶ EXPIRED
 * </pre>
 */
@NullMarked
package vn.tinbao.sms.queue;

import org.jspecify.annotations.NullMarked;
