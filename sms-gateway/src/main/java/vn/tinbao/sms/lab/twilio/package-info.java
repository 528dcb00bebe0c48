/**
 * A Twilio of our own on a loopback port: messages, lists, media, errors and faults on demand,
 * signed call-backs out of order and repeated. {@link vn.tinbao.sms.lab.twilio.FakeTwilio} is the
 * door.
 */
@NullMarked
package vn.tinbao.sms.lab.twilio;

import org.jspecify.annotations.NullMarked;
