/**
 * Who is at an agency's desk when, whom a new tip wakes, and what one shift hands on to the next.
 *
 * <p>Floor 1. Doors: {@link vn.tinbao.server.duty.DutyRoster} (shifts), {@link
 * vn.tinbao.server.duty.DutyPush} (a message to those on duty), {@link
 * vn.tinbao.server.duty.Handovers}. It listens to {@code TipReceived}; who is not on a roster is
 * woken all the same while nobody is.
 */
@NullMarked
package vn.tinbao.server.duty;

import org.jspecify.annotations.NullMarked;
