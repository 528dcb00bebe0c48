/**
 * The figures on one page: targets, counts, trend, map, ranking, and all of it as files. Floor 4;
 * counts nothing itself, see {@code statistics}.
 */
@NullMarked
package vn.tinbao.server.console.figures;

import org.jspecify.annotations.NullMarked;
