/**
 * The ledger: every message to and from the phone network, and the rules by which it moves.
 *
 * <p>The doors for the server are {@link vn.tinbao.sms.queue.SmsOutbox}, {@link
 * vn.tinbao.sms.queue.Suppressions} and {@link vn.tinbao.sms.queue.SmsInbox}; those for providers
 * are {@link vn.tinbao.sms.queue.InboundDesk} and {@link vn.tinbao.sms.queue.StatusDesk}. The rows
 * are the truth; wake-ups are hints.
 *
 * <pre>
 * QUEUED ─claim, committed before the call─▶ SENDING
 * QUEUED ─opted out, bad number─▶ SUPPRESSED   ─campaign stopped─▶ CANCELED   ─validity─▶ EXPIRED
 * SENDING ─Accepted─▶ ACCEPTED ─news─▶ SENT ─news─▶ DELIVERED | UNDELIVERED | FAILED
 * SENDING ─NotSent, Busy, ChannelBroken─▶ QUEUED (later, or another way; not counted)
 * SENDING ─NoWay─▶ QUEUED (later, or another way), FAILED after a day of it
 * SENDING ─Refused─▶ FAILED, or QUEUED while it may work later and tries are left
 * SENDING ─InDoubt, or the lease ran out─▶ UNKNOWN
 * UNKNOWN ─any news, or the provider finds it─▶ what that says
 * UNKNOWN ─not found, or nobody can tell─▶ reply, alert: QUEUED once more; awareness, or the second time:
 *                            SENT_UNCONFIRMED
 * ACCEPTED, SENT ─given up for now; reply, alert; tries left─▶ QUEUED (half an hour later)
 * ACCEPTED, SENT ─no receipt for 72 h─▶ SENT_UNCONFIRMED (late news still moves it)
 * any but DELIVERED ─news of a sending─▶ DELIVERED
 * </pre>
 *
 * {@link vn.tinbao.sms.queue.OutboundState} is the table of these moves. Why it is so: {@code
 * docs/adr/0021-the-sms-ledger.md}.
 */
@NullMarked
package vn.tinbao.sms.queue;

import org.jspecify.annotations.NullMarked;
