package vn.tinbao.server.tip;

import java.util.UUID;

/**
 * Another agency took a tip over. Published inside the transaction.
 *
 * @param stays whether the one that led it before goes on supporting, and sees it
 */
public record TipTransferred(UUID tipId, String fromAgencyId, String toAgencyId, boolean stays) {}
