/**
 * Android and iOS through Gluon Attach (GPL-3), the only place that knows it. Compiled here, run
 * only on a phone.
 */
@NullMarked
package vn.tinbao.mobile.platform.attach;

import org.jspecify.annotations.NullMarked;
