/**
 * Pages of plans: which there are, what each wants and how far it is, the tasks of one's own
 * agency, one task with what proves it, imports. Part of the room {@code console} (floor 4); the
 * rules are the room {@code plan}'s.
 */
@NullMarked
package vn.tinbao.server.console.plan;

import org.jspecify.annotations.NullMarked;
