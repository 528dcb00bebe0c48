/**
 * The port to those who carry messages: operators, aggregators, the simulator.
 *
 * <p>A provider implements {@link vn.tinbao.sms.provider.SmsProvider} in a package of its own below
 * this one, is switched on by {@code tinbao.sms.provider}, and passes the contract test {@code
 * SmsProviderContract}. It hands in what arrives through {@code InboundDesk} and news about what it
 * sent through {@code StatusDesk}, both in package {@code queue}.
 */
@NullMarked
package vn.tinbao.sms.provider;

import org.jspecify.annotations.NullMarked;
