package vn.tinbao.server.staff;

import java.util.List;
import java.util.UUID;
import vn.tinbao.server.catalogue.Agency;

/**
 * One account, for who keeps it or heads its agency.
 *
 * @param keeps whether the viewer may change it
 * @param decides whether the viewer may say yes to a reset that another person asked
 * @param givable roles that the viewer may give
 * @param agencyId the agency in the form: the present one, or the one chosen to move to
 * @param linkable whether the house has an identity provider to which this account may be linked
 * @param found agencies that match the search, to choose one of
 */
public record StaffPage(
    StaffLine line,
    UUID viewer,
    boolean keeps,
    boolean decides,
    boolean linkable,
    List<Role> givable,
    String agencyId,
    String agencyName,
    String search,
    List<Agency> found) {

  /** Whether the viewer is the second person for what waits. */
  public boolean second() {
    StaffLine.Reset reset = line.reset();
    return reset != null
        && decides
        && !reset.requestedBy().equals(viewer)
        && !line.member().id().equals(viewer);
  }
}
