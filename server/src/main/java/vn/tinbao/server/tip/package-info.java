/**
 * The report itself: intake, receipt, clocks, dialogue, timeline, and who may see it.
 *
 * <p>Floor 1. Doors: {@link vn.tinbao.server.tip.TipIntake} (in), {@link
 * vn.tinbao.server.tip.FollowUp} (the reporter's way back), {@link vn.tinbao.server.tip.TipDesk}
 * (staff). Higher rooms listen to {@link vn.tinbao.server.tip.TipReceived}, {@link
 * vn.tinbao.server.tip.ReporterAnswered} and {@link vn.tinbao.server.tip.TipRerouted}, published
 * inside the transaction.
 */
@NullMarked
package vn.tinbao.server.tip;

import org.jspecify.annotations.NullMarked;
