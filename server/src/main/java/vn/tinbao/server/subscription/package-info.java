/**
 * Who wants news of which place: consent, its proof, lists of numbers that others bring, and who is
 * in an audience today.
 *
 * <p>Floor 1. The doors are {@link vn.tinbao.server.subscription.Subscriptions} (join and leave,
 * whatever the way), {@link vn.tinbao.server.subscription.WebCodes} (the same on the web, with a
 * code by SMS), {@link vn.tinbao.server.subscription.ContactLists} (uploaded lists) and {@link
 * vn.tinbao.server.subscription.Audience} with {@link vn.tinbao.server.subscription.AudienceRows}
 * (who is meant). The gateway's suppression stays the last word; {@link
 * vn.tinbao.server.subscription.BarredNumbers} mirrors it here for counting. Who follows a topic in
 * the app is known to nobody here: no number, no row.
 */
@NullMarked
package vn.tinbao.server.subscription;

import org.jspecify.annotations.NullMarked;
