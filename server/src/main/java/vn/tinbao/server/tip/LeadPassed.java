package vn.tinbao.server.tip;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another agency leads a tip: taken over, or by the catalogue, or because new words led it there.
 * Published inside the transaction, once its rows say so; whoever publishes it holds all tips that
 * hang together with it.
 *
 * @param stays whether the one that led it before goes on supporting, and sees it
 * @param peopleGoAlong whether the people of the new lead are those of the old one
 * @param by who accepted or confirmed it; null for the house itself
 */
public record LeadPassed(
    UUID tipId,
    String fromAgencyId,
    String toAgencyId,
    boolean stays,
    boolean peopleGoAlong,
    @Nullable UUID by) {}
