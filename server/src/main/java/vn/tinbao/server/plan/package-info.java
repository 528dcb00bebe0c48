/**
 * Plans of the committees 138 as living work: who does what by when, which targets, who reports to
 * whom. Floor 3.
 *
 * <p>Doors: {@link vn.tinbao.server.plan.Plans} (what is in force, whose task it is), {@link
 * vn.tinbao.server.plan.PlanAgencies} (who an agency of a plan is on a day), {@link
 * vn.tinbao.server.plan.PlanImport} (plans from files). The form of a plan is {@code
 * resources/plan/<id>.yaml}, read by {@link vn.tinbao.server.plan.PlanFile}.
 */
@NullMarked
package vn.tinbao.server.plan;

import org.jspecify.annotations.NullMarked;
