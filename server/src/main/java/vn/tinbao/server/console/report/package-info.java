/**
 * The secretary's pages: what is due, writing it, sending it, and the grid of what comes in. Part
 * of the room {@code console} (floor 4); the rules are those of {@code plan.report}.
 */
@NullMarked
package vn.tinbao.server.console.report;

import org.jspecify.annotations.NullMarked;
