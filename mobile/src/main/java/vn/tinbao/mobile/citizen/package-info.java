/**
 * A citizen's life in the app, without an account: report, keep the receipt, talk to the agency,
 * find a number to call. {@link vn.tinbao.mobile.citizen.TipBook} is its memory, the views are its
 * screens.
 */
@NullMarked
package vn.tinbao.mobile.citizen;

import org.jspecify.annotations.NullMarked;
