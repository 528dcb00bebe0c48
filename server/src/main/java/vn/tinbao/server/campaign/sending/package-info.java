/**
 * A campaign on its way to phones by SMS: counted, frozen, handed to the gateway one row a
 * recipient, watched.
 *
 * <p>Part of room {@code campaign}. The doors are {@link
 * vn.tinbao.server.campaign.sending.AudiencePreview} (what it would reach and cost, before anything
 * is kept) and {@link vn.tinbao.server.campaign.sending.Sending} (freeze, start, pause, resume,
 * stop, resend, progress). Who may do so, and when, is decided above; quiet hours, the daily limit
 * of a number and opt-outs are the gateway's and hold whatever is asked here.
 */
@NullMarked
package vn.tinbao.server.campaign.sending;

import org.jspecify.annotations.NullMarked;
