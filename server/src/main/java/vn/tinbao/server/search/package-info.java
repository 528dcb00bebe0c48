/**
 * Finding tips again: by receipt, number, place, date, category, state, officer, and by words that
 * were said in them, through a blind index (keyed hashes of folded words), inside what one may open
 * only.
 *
 * <p>Floor 2. Doors: {@link vn.tinbao.server.search.TipSearch} (asking), {@link
 * vn.tinbao.server.search.TextIndex} (a room that keeps hashes of tips' words too: it is told of
 * every tip that changed).
 */
@NullMarked
package vn.tinbao.server.search;

import org.jspecify.annotations.NullMarked;
