/**
 * Public pages: report, come back with the receipt code, hotlines. Everything works without
 * JavaScript and nothing is kept in the browser.
 *
 * <p>Floor 4. Uses {@code tip}, {@code catalogue} and {@code web}; has no rules of its own.
 */
@NullMarked
package vn.tinbao.server.portal;

import org.jspecify.annotations.NullMarked;
