/**
 * Photos, films and recordings on their way from the machine into a vault, for whoever keeps them:
 * begun by a tap, ended whatever happens in between. The door is {@link
 * vn.tinbao.mobile.capture.Captures}; what a screen shows of it is {@link
 * vn.tinbao.mobile.capture.CaptureButtons}.
 */
@NullMarked
package vn.tinbao.mobile.capture;

import org.jspecify.annotations.NullMarked;
