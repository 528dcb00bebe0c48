/**
 * The app on the phone of a citizen or of a field officer: starts here, wires its rooms together.
 */
@NullMarked
package vn.tinbao.mobile;

import org.jspecify.annotations.NullMarked;
