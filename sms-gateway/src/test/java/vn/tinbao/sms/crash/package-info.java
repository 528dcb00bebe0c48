/**
 * Real gateway processes that are killed at chosen points, on a real database: what was promised
 * must hold afterwards. {@link vn.tinbao.sms.crash.CrashRig} is shared by the tests of all
 * providers.
 */
@NullMarked
package vn.tinbao.sms.crash;

import org.jspecify.annotations.NullMarked;
