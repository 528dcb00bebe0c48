/**
 * Official papers of tips and of the register: fills {@link vn.tinbao.server.papers.Paper}s from
 * opened tips, under the tip's own rules of sight, and leaves an audit row for each print. A
 * reporter's identity is never printed.
 *
 * <p>Part of room {@code console}, floor 4.
 */
@NullMarked
package vn.tinbao.server.console.papers;

import org.jspecify.annotations.NullMarked;
