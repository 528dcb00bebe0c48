/**
 * Pages of the duty roster and of the hand-over between shifts. Part of the room {@code console}
 * (floor 4); the rules are the room {@code duty}'s.
 */
@NullMarked
package vn.tinbao.server.console.duty;

import org.jspecify.annotations.NullMarked;
