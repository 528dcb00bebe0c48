/**
 * Operators made of cardboard, for tests, measurements and demos: they speak the wire format of the
 * real ones. Nothing outside a test or a bench may use this package.
 */
@NullMarked
package vn.tinbao.sms.lab;

import org.jspecify.annotations.NullMarked;
