/**
 * Hints that something changed, to open pages, waiting workers and other nodes. Technical ground
 * below all rooms: a hint may be lost, rows decide.
 */
@NullMarked
package vn.tinbao.server.live;

import org.jspecify.annotations.NullMarked;
