package vn.tinbao.server.offers;

import java.time.LocalDate;
import java.util.UUID;

/**
 * A list as it was published.
 *
 * @param asOf the day whose state it gives
 * @param source who published it, and where
 * @param sample invented, to try things out
 * @param companies how many are on it
 */
public record OfferList(UUID id, LocalDate asOf, String source, boolean sample, int companies) {}
