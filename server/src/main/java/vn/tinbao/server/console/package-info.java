/**
 * Staff pages that put several rooms on one screen: the desk with its live queue, a tip with all
 * that one may see and do. No rules of its own: what may be seen and done, the rooms below decide.
 *
 * <p>Floor 4. Uses {@code assignment}, {@code tip}, {@code staff} and {@code web}.
 */
@NullMarked
package vn.tinbao.server.console;

import org.jspecify.annotations.NullMarked;
