/**
 * Firebase made of cardboard, for tests: it speaks the wire format that Google documents (OAuth
 * token, FCM HTTP v1, topic subscriptions) on the loopback address. Nothing that serves may use it.
 */
@NullMarked
package vn.tinbao.server.lab.fcm;

import org.jspecify.annotations.NullMarked;
