/**
 * The SMS dialogue: what a message from a phone means and what is answered.
 *
 * <p>Floor 2. Uses {@code tip} and the gateway's doors {@code SmsInbox} and {@code SmsOutbox}. A
 * first SMS becomes a tip; the next ones from that phone complete it; what staff write goes back as
 * SMS. Each inbound message is handled once: its row, the tip and the answer change in one
 * transaction.
 */
@NullMarked
package vn.tinbao.server.conversation;

import org.jspecify.annotations.NullMarked;
