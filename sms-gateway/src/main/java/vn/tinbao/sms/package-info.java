/** The phone network: inbound and outbound SMS, its own ledger, its own schema {@code sms}. */
@NullMarked
package vn.tinbao.sms;

import org.jspecify.annotations.NullMarked;
