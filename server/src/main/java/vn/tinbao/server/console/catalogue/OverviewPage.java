package vn.tinbao.server.console.catalogue;

import java.util.List;
import vn.tinbao.server.catalogue.CatalogueLog;

/**
 * The catalogue in figures.
 *
 * @param units that stand today; {@code allUnits} of all days
 * @param log the latest changes
 */
public record OverviewPage(
    long version,
    int units,
    int allUnits,
    int agencies,
    int allAgencies,
    int rules,
    int allRules,
    List<CatalogueLog.Entry> log) {}
