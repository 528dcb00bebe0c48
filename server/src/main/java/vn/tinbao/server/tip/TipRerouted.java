package vn.tinbao.server.tip;

import java.util.UUID;

/** New words of the reporter led a tip to another place. Published inside the transaction. */
public record TipRerouted(UUID tipId, String leadAgencyId, String placeName) {}
