/**
 * The gateway's benches: a gateway process of its own against fake operators, driven and watched
 * from this one. {@code ./tinbao bench sms} and {@code ./tinbao bench soak}.
 *
 * <p>Nothing that serves people uses it.
 */
@NullMarked
package vn.tinbao.sms.bench;

import org.jspecify.annotations.NullMarked;
