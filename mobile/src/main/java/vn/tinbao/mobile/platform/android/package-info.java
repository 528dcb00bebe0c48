/**
 * What Android's own machine does for the app besides Attach: the other side is {@code
 * vn.tinbao.android} in {@code mobile/dalvik}. Both sides run together on a computer in tests, the
 * machine between them on a phone only.
 */
@NullMarked
package vn.tinbao.mobile.platform.android;

import org.jspecify.annotations.NullMarked;
