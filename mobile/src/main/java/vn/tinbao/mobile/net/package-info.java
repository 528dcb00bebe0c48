/**
 * Talks to the server: one exchange at a time over {@code HttpURLConnection} (which every phone
 * build has), the published API as methods, and the stream of events. Knows no screen and keeps
 * nothing.
 */
@NullMarked
package vn.tinbao.mobile.net;

import org.jspecify.annotations.NullMarked;
