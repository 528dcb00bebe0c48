/**
 * Officers in the field: a task on a tip is offered, accepted or declined, acted upon, reported and
 * done. What nobody accepts in time goes back to the desk, loudly.
 *
 * <p>Floor 2. Uses {@code tip}, {@code push}, {@code staff}. Door: {@link
 * vn.tinbao.server.assignment.Assignments}; the app's is {@code OfficerApi}.
 */
@NullMarked
package vn.tinbao.server.assignment;

import org.jspecify.annotations.NullMarked;
