/**
 * One fact, several reports; one report, several facts: which tips are alike, making them one,
 * making one several, and messages that bring nothing new.
 *
 * <p>Floor 2. Doors: {@link vn.tinbao.server.duplicate.Candidates} (what is alike), {@link
 * vn.tinbao.server.duplicate.Merges}, {@link vn.tinbao.server.duplicate.Splits}, {@link
 * vn.tinbao.server.duplicate.Repeats}. Hashes are made when {@code search} says that a tip changed.
 */
@NullMarked
package vn.tinbao.server.duplicate;

import org.jspecify.annotations.NullMarked;
