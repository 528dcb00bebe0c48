package vn.tinbao.server.tip;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published in the transaction that lifts the restriction of a tip.
 *
 * @param by null for the house itself
 */
public record TipRestrictionLifted(UUID tipId, @Nullable UUID by) {}
