/**
 * Proof and use of what {@link vn.tinbao.server.staff.Audit} writes: the chain that shows whether a
 * row was changed, taken out or slipped in, the page where an auditor searches, and "who opened
 * this".
 *
 * <p>Floor 0. Rows are written by their readers, in the readers' transactions; {@link
 * vn.tinbao.server.audit.AuditSealer} chains them after the commit, one node at a time. Doors:
 * {@link vn.tinbao.server.audit.AuditTrail} (search, who opened this), {@link
 * vn.tinbao.server.audit.AuditVerifier} ({@code ./tinbao verify-audit}).
 */
@NullMarked
package vn.tinbao.server.audit;

import org.jspecify.annotations.NullMarked;
