/** What a person may choose: language and server; and what they may remove: everything. */
@NullMarked
package vn.tinbao.mobile.settings;

import org.jspecify.annotations.NullMarked;
