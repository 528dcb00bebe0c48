package vn.tinbao.server.tip;

import java.util.UUID;

/**
 * A tip was received. Published inside the transaction that stores it: what a listener writes is
 * written with the tip or not at all.
 */
public record TipReceived(UUID tipId, String leadAgencyId, boolean urgent) {}
