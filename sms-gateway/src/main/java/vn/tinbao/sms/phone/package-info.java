/**
 * Phone numbers: what is one, and how it is kept without being readable in the database.
 *
 * <p>Used by the gateway and by every room of the server that meets a number. Numbers travel as
 * {@link vn.tinbao.sms.phone.PhoneNumber} in memory and as {@link vn.tinbao.sms.phone.SealedPhone}
 * everywhere else.
 */
@NullMarked
package vn.tinbao.sms.phone;

import org.jspecify.annotations.NullMarked;
