/** {@code ./tinbao demo}: everything in one process with the data of the five founding plans. */
@NullMarked
package vn.tinbao.server.demo;

import org.jspecify.annotations.NullMarked;
