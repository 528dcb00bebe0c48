/**
 * The frame around every screen: one view at a time on a stack, the bar above it, the drawer, the
 * thin line that says what is unsent, short messages. Built in code, because a phone build has no
 * reflection for FXML.
 */
@NullMarked
package vn.tinbao.mobile.shell;

import org.jspecify.annotations.NullMarked;
