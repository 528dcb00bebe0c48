/**
 * JSON without reflection: adapters are generated at compile time, because a phone build has none.
 */
@NullMarked
package vn.tinbao.mobile.json;

import org.jspecify.annotations.NullMarked;
