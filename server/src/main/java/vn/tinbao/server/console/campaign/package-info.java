/**
 * The organiser's pages: plan, write, count, test, submit, approve, schedule, watch, account for.
 * Part of the room {@code console} (floor 4); the rules are the room {@code campaign}'s.
 */
@NullMarked
package vn.tinbao.server.console.campaign;

import org.jspecify.annotations.NullMarked;
