/**
 * Where must this report go, and why.
 *
 * <p>Floor 1. Uses {@code catalogue} and {@code understanding}. The one door is {@link
 * vn.tinbao.server.routing.Router}.
 */
@NullMarked
package vn.tinbao.server.routing;

import org.jspecify.annotations.NullMarked;
