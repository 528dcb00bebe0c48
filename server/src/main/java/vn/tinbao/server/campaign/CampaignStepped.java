package vn.tinbao.server.campaign;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign took a step. Published inside the transaction that writes it: what a listener writes
 * (a ledger, an article, topic news) is written with the step or not at all.
 *
 * @param by null: the house itself
 */
public record CampaignStepped(
    UUID campaignId, CampaignStep step, CampaignState from, @Nullable UUID by, Instant at) {}
