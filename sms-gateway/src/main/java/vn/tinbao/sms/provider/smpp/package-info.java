/**
 * Operators and aggregators that speak SMPP 3.4, one {@link vn.tinbao.sms.provider.SmsProvider} for
 * each connection below {@code tinbao.sms.smpp}.
 *
 * <p>The library (jsmpp) binds, keeps the link alive and knows the octets. What must not block, be
 * repeated or be forgotten is done here: submits are asynchronous, an answer is told from a
 * silence, and what arrives is acknowledged after it is committed. See ADR 0023.
 */
@NullMarked
package vn.tinbao.sms.provider.smpp;

import org.jspecify.annotations.NullMarked;
