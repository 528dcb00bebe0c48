/**
 * A message centre to bind to where there is no operator: in tests, in demonstrations, on the
 * bench. It does what operators do, their bad days included. Nothing that serves people uses it.
 */
@NullMarked
package vn.tinbao.sms.lab.smpp;

import org.jspecify.annotations.NullMarked;
