/**
 * From the text of a report to places, signs of trafficking and urgency: pure functions, no
 * database, deterministic and versioned.
 *
 * <p>Floor 0. May use {@code catalogue} for its snapshot only. The one door is {@link
 * vn.tinbao.server.understanding.Understanding}.
 */
@NullMarked
package vn.tinbao.server.understanding;

import org.jspecify.annotations.NullMarked;
