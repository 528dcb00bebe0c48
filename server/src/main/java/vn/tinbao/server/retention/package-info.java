/**
 * How long tips are kept: classes as dated data, legal hold, announced deletion, and the tombstone
 * that keeps the statistics.
 *
 * <p>Floor 2. Deleting a tip is destroying its key ({@code vault}) and its rows, which go by
 * cascade wherever they lie; its audit rows stay. Doors: {@link
 * vn.tinbao.server.retention.Retention} (the nightly job, {@code ./tinbao retention}) and {@link
 * vn.tinbao.server.retention.Holds}.
 */
@NullMarked
package vn.tinbao.server.retention;

import org.jspecify.annotations.NullMarked;
