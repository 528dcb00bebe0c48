package vn.tinbao.server.staff;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;

/**
 * A person to be invited.
 *
 * @param found agencies that match the search, to choose one of
 * @param agencyId the one chosen, null before
 * @param givable roles that the viewer may give
 * @param error what was wrong, null at first
 */
public record NewStaffPage(
    String search,
    List<Agency> found,
    @Nullable String agencyId,
    @Nullable String agencyName,
    List<Role> givable,
    String username,
    String name,
    Set<Role> roles,
    @Nullable String error) {}
