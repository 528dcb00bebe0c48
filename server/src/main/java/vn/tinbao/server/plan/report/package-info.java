/**
 * The reports that plans ask for: when each is due (pure functions), who owes it to whom (rows made
 * ahead of time), drafts filled with the figures of the period, submission with frozen figures,
 * reminders, and the grid of received, late and missing. Part of the room {@code plan} (floor 3).
 * Doors: {@link vn.tinbao.server.plan.report.PeriodicReports}, {@link
 * vn.tinbao.server.plan.report.ReportDrafts}.
 */
@NullMarked
package vn.tinbao.server.plan.report;

import org.jspecify.annotations.NullMarked;
