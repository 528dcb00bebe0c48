package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * From an agency that ended to one that took over its work.
 *
 * @param effective first day of the new one's responsibility
 * @param extent FULL: all of it went there; else a person must choose
 * @param scope what part of the work, in Vietnamese; null for all of it
 */
public record AgencySuccession(
    String oldAgencyId,
    String newAgencyId,
    LocalDate effective,
    Succession.Extent extent,
    @Nullable String scope) {}
