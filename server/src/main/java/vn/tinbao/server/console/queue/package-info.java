/**
 * The queue of an agency on one page: the clock that runs out first on top, filters, saved views,
 * several tips at a time. Part of the room {@code console} (floor 4). {@code QueueLines} holds the
 * only statement; it is written so that its cost does not depend on how many tips there are.
 */
@NullMarked
package vn.tinbao.server.console.queue;

import org.jspecify.annotations.NullMarked;
