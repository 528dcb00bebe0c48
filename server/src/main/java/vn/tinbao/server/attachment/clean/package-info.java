/**
 * Makes a copy of a file without what it says about its maker: where, when, with what and by whom.
 *
 * <p>Pure functions from bytes to bytes. Every cleaner builds its copy from the parts it knows and
 * leaves out the rest, instead of searching for what is bad. What it does not understand it refuses
 * by {@code Uncleanable}. It runs in a child process ( {@code CleanMain}), so that neither memory
 * nor time nor a fault of a decoder reaches the server.
 */
@NullMarked
package vn.tinbao.server.attachment.clean;

import org.jspecify.annotations.NullMarked;
