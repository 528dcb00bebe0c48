/**
 * What people carry on by hand: posters and leaflets ready for the printer, the script for the
 * loudspeaker, texts and pictures to post, the letter to a telecom company. Functions of what a
 * campaign says; it reads and writes no table.
 *
 * <p>Floor 3, part of {@code campaign}. The doors are {@link
 * vn.tinbao.server.campaign.print.Sheets}, {@link vn.tinbao.server.campaign.print.PostKit} and
 * {@link vn.tinbao.server.campaign.print.CampaignPapers}.
 */
@NullMarked
package vn.tinbao.server.campaign.print;

import org.jspecify.annotations.NullMarked;
