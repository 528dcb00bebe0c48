/**
 * What the phone keeps: encrypted records, and letters that wait until the server has acknowledged
 * them. Knows neither the screen nor the network.
 */
@NullMarked
package vn.tinbao.mobile.store;

import org.jspecify.annotations.NullMarked;
