/** How many reports of one fact are found, and how many that are not are proposed. */
@NullMarked
package vn.tinbao.server.bench.duplicates;

import org.jspecify.annotations.NullMarked;
