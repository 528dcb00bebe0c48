/** Files that hold secrets: made once, readable by their owner only, never overwritten. */
@NullMarked
package vn.tinbao.sms.keys;

import org.jspecify.annotations.NullMarked;
