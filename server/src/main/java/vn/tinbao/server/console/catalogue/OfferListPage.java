package vn.tinbao.server.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.offers.OfferList;

/**
 * The list of licensed companies, and the form for a new one.
 *
 * @param now in use; null for none
 * @param keeper whether the viewer may import
 * @param done what came of it, in a sentence; null for nothing yet
 * @param wrong sentences, a mistake each
 */
public record OfferListPage(
    @Nullable OfferList now,
    boolean keeper,
    @Nullable String done,
    List<String> wrong,
    String asOf,
    String source,
    boolean sample) {}
