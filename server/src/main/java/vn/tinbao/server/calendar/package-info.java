/**
 * Legal time: the zone of the law and how deadlines are counted.
 *
 * <p>Floor 0. So far clocks in hours, which run continuously (issue 6 adds days, months and
 * holidays).
 */
@NullMarked
package vn.tinbao.server.calendar;

import org.jspecify.annotations.NullMarked;
