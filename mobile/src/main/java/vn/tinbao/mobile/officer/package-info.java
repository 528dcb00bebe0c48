/**
 * An officer's life in the app: sign in, receive tasks, act, report, with or without a signal.
 * {@link vn.tinbao.mobile.officer.Duty} is its memory, the views are its screens.
 */
@NullMarked
package vn.tinbao.mobile.officer;

import org.jspecify.annotations.NullMarked;
