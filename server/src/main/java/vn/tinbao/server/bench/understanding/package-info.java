/**
 * How well texts are understood and routed: labelled messages against what the program says today.
 */
@NullMarked
package vn.tinbao.server.bench.understanding;

import org.jspecify.annotations.NullMarked;
