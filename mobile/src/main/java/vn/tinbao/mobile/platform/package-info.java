/**
 * What the machine under the app can do, as ports: where to keep files, how to call, when the app
 * comes and goes, how hints from the server arrive. One sub-package a kind of machine.
 */
@NullMarked
package vn.tinbao.mobile.platform;

import org.jspecify.annotations.NullMarked;
