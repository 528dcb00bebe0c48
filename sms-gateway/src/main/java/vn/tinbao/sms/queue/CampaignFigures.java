package vn.tinbao.sms.queue;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * How a campaign stands, as far as the ledger still remembers its messages.
 *
 * @param messages by state
 * @param segments of all messages
 * @param cost of what providers took, in millionths of a đồng
 */
@Serdeable
public record CampaignFigures(Map<OutboundState, Long> messages, long segments, long cost) {}
