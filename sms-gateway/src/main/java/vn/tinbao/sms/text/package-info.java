/** What a text costs on the phone network: encoding and segments. Pure functions. */
@NullMarked
package vn.tinbao.sms.text;

import org.jspecify.annotations.NullMarked;
