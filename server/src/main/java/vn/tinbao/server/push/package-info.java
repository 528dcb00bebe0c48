/**
 * A message to the devices of a member of staff, and to whoever follows a public topic. It carries
 * an opaque reference, never content; on public topics also what everybody may read.
 *
 * <p>Floor 0. The doors are {@link vn.tinbao.server.push.Push} and {@link
 * vn.tinbao.server.push.TopicNews}; {@link vn.tinbao.server.push.PushProvider} and {@link
 * vn.tinbao.server.push.TopicProvider} are the ports: relay (server-sent events) always, Firebase
 * where it has credentials. A room that waits for an answer says so by {@link
 * vn.tinbao.server.push.AwaitedAnswer}.
 */
@NullMarked
package vn.tinbao.server.push;

import org.jspecify.annotations.NullMarked;
