package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;

/**
 * Agencies of a day.
 *
 * @param function the only function to show, null for all
 * @param places where each is, by id
 * @param next address of the continuation, null at the end
 */
public record AgenciesPage(
    String search,
    AskedDay at,
    @Nullable AgencyFunction function,
    List<Agency> agencies,
    Map<String, String> places,
    boolean first,
    @Nullable String next) {}
