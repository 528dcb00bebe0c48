/**
 * The SMS dialogue: what a message from a phone means and what is answered.
 *
 * <p>Floor 2. Uses {@code tip} and the gateway's doors {@code SmsInbox} and {@code SmsOutbox}. A
 * first SMS becomes a tip; the next ones from that phone complete it; what staff write goes back as
 * SMS. Each inbound message is handled once: its row, the tip and the answer change in one
 * transaction. Words for the service ({@code SmsWord}) are {@code Commands}; what came with a
 * message becomes files of the tip by {@code SmsMedia}; whether answers arrived is {@code
 * SmsDeliveries}; what a flood holds back is {@code SmsHeld}; what the desk must know of a message
 * is in {@link vn.tinbao.server.conversation.SmsMarks}.
 */
@NullMarked
package vn.tinbao.server.conversation;

import org.jspecify.annotations.NullMarked;
