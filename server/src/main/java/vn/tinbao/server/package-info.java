/** The TinBao server: rooms are packages, see docs/architecture.md. */
@NullMarked
package vn.tinbao.server;

import org.jspecify.annotations.NullMarked;
