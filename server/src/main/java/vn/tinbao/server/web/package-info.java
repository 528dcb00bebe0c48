/**
 * Technical ground of everything that is seen in a browser or answered over HTTP: rendering,
 * languages, headers, refusals. It knows no room and holds no rule of the house.
 *
 * <p>Below all floors. Every room may use it; it uses none.
 */
@NullMarked
package vn.tinbao.server.web;

import org.jspecify.annotations.NullMarked;
