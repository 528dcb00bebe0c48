/**
 * Awareness campaigns: what is to be said to whom, who approved it, what was sent and what came of
 * it. Floor 3.
 *
 * <p>Doors: {@link vn.tinbao.server.campaign.Campaigns} (plan, texts, approval, steps), {@link
 * vn.tinbao.server.campaign.CampaignStep} (the table of allowed steps), {@link
 * vn.tinbao.server.campaign.Articles} (what the public reads). Sending by SMS is the sub-package
 * {@code sending}, printed matter the sub-package {@code print}. People who are reached are of the
 * room {@code subscription}.
 */
@NullMarked
package vn.tinbao.server.campaign;

import org.jspecify.annotations.NullMarked;
