package vn.tinbao.server.tip;

import java.util.Set;
import java.util.UUID;

/**
 * An agency took the place of another one and its people. Published inside the transaction that
 * hands the tips over, before they go, so that what people are at work on goes with them.
 */
public record AgencySucceeded(String fromAgencyId, String toAgencyId, Set<UUID> people) {}
