/** The JSON documents of the published API, field for field. Sharing no class with the server. */
@NullMarked
package vn.tinbao.mobile.net.wire;

import org.jspecify.annotations.NullMarked;
