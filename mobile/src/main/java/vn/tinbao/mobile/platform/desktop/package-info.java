/** The developer's window and the tests: a directory in the home, no telephone. */
@NullMarked
package vn.tinbao.mobile.platform.desktop;

import org.jspecify.annotations.NullMarked;
