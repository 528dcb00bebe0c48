/**
 * Takes place, time, maker and owner out of photos, films and recordings, on the phone and before
 * anything else is done with them. Pure bytes: no picture is decoded, nothing of the platform is
 * used, and it knows no other room. Its door is {@link vn.tinbao.mobile.media.Media}.
 *
 * <p>The server cleans again ({@code server.attachment.clean}) and its cleaners for these kinds are
 * twins of these: the two modules share no class, and {@code MediaTest} holds them against each
 * other, byte for byte.
 */
@NullMarked
package vn.tinbao.mobile.media;

import org.jspecify.annotations.NullMarked;
