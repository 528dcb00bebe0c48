/**
 * A message to the devices of a member of staff. It carries an opaque reference, never content.
 *
 * <p>Floor 0. The door is {@link vn.tinbao.server.push.Push}; {@link
 * vn.tinbao.server.push.PushProvider} is the port: relay (server-sent events) by default.
 */
@NullMarked
package vn.tinbao.server.push;

import org.jspecify.annotations.NullMarked;
