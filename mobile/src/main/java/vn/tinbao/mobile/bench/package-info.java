/**
 * How quickly the app starts and how little memory it needs: {@code ./tinbao bench app}. Nothing of
 * the app knows this room, so it reaches no phone's image.
 */
@NullMarked
package vn.tinbao.mobile.bench;

import org.jspecify.annotations.NullMarked;
