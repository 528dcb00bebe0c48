/**
 * Statutory clocks: which ones start, are met, are broken or end when something happens to a tip by
 * law, and who is told before it is too late.
 *
 * <p>Floor 1, below {@code tip} in calls: tip reports what happened through {@link
 * vn.tinbao.server.clocks.TipClocks}; this room knows a tip by its id and reads of its rows what
 * conditions ask for. What follows from a warned or broken clock goes upwards as {@code
 * ClockWarned} and {@code ClockBreached}, and by the port {@link vn.tinbao.server.clocks.DeskCall}
 * to those on duty. Rules are dated data: {@code clocks/clocks.yaml}.
 */
@NullMarked
package vn.tinbao.server.clocks;

import org.jspecify.annotations.NullMarked;
