/**
 * Measurements: {@code ./tinbao bench NAME}. Figures are ratios measured side by side in one run.
 */
@NullMarked
package vn.tinbao.server.bench;

import org.jspecify.annotations.NullMarked;
