/**
 * Figures: defined once in {@code statistics/figures.yaml}, computed from what happened, as of any
 * moment. Floor 3.
 *
 * <p>The one room whose SQL reads the tables of all others; it writes its own only, and knows
 * neither {@code plan} nor {@code campaign} as classes (decision 0044). Doors: {@link
 * vn.tinbao.server.statistics.Figures} (exact, from events), {@link
 * vn.tinbao.server.statistics.FigureScope} and {@link vn.tinbao.server.statistics.Period} (of what
 * and when).
 */
@NullMarked
package vn.tinbao.server.statistics;

import org.jspecify.annotations.NullMarked;
