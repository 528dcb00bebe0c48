/**
 * An officer's life in the app: sign in, receive tasks, act, report, with or without a signal.
 * {@link vn.tinbao.mobile.officer.OfficerLife} stands before it (PIN, lock, wipe), {@link
 * vn.tinbao.mobile.officer.Duty} is its memory and speaks with the server, {@code Reports} keeps
 * what is written on the spot, the views are its screens. Why it synchronises as it does: {@code
 * docs/adr/0035-sync.md}.
 */
@NullMarked
package vn.tinbao.mobile.officer;

import org.jspecify.annotations.NullMarked;
