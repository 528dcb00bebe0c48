package vn.tinbao.server.campaign.sending;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages to one unit through one operator.
 *
 * @param unitId null: of a list that names none
 * @param operator code
 */
public record Delivery(@Nullable Long unitId, String operator, Map<RecipientState, Long> byState) {}
