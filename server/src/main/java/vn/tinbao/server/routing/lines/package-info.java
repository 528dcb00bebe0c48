/**
 * JSON lines in, what was understood and where it would go out: {@code ./tinbao understand}.
 *
 * <p>Part of the room {@code routing}. Stores nothing, changes nothing; the catalogue is the
 * built-in one, official lists laid over it, or the recorded one.
 */
@NullMarked
package vn.tinbao.server.routing.lines;

import org.jspecify.annotations.NullMarked;
