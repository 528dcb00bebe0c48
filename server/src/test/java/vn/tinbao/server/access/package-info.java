/**
 * Asks every route from the outside, as everybody. Each part of the house brings its own {@link
 * vn.tinbao.server.access.AccessCases}, a bean.
 */
@NullMarked
package vn.tinbao.server.access;

import org.jspecify.annotations.NullMarked;
