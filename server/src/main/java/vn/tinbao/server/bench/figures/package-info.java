/**
 * A simulated year of reports, for tests of figures and reports and for {@code ./tinbao bench
 * figures}. Floor 5.
 */
@NullMarked
package vn.tinbao.server.bench.figures;

import org.jspecify.annotations.NullMarked;
