/**
 * What a text is on the phone network: encoding and segments ({@link vn.tinbao.sms.text.Segments}),
 * the same without marks, words that are commands, what operators refuse; all at once for a
 * composer in {@link vn.tinbao.sms.text.TextCheck}. Pure functions.
 */
@NullMarked
package vn.tinbao.sms.text;

import org.jspecify.annotations.NullMarked;
