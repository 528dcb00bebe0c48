/**
 * The legal life of a tip: which step may be taken from where, by whom and with what; the register
 * of what a reporter said; what reporters must be told; tasks of supporting agencies, comments.
 *
 * <p>Floor 2. Uses {@code tip}, {@code catalogue}, {@code staff}, {@code vault}. Doors: {@link
 * vn.tinbao.server.proceeding.Proceedings} (the only one that changes a tip's state), and the table
 * of steps in {@code resources/proceeding/steps.yaml}.
 */
@NullMarked
package vn.tinbao.server.proceeding;

import org.jspecify.annotations.NullMarked;
