/**
 * Twilio: messages out by its SDK, news and messages in by signed call-backs, and what call-backs
 * lost by asking. Switched on by the name {@code twilio} in {@code tinbao.sms.provider}.
 *
 * <p>The SDK's own HTTP client repeats a request up to six times; here {@link
 * vn.tinbao.sms.provider.twilio.SendOnceHttp} sends it once and tells apart what surely did not
 * leave and what may have.
 */
@NullMarked
package vn.tinbao.sms.provider.twilio;

import org.jspecify.annotations.NullMarked;
