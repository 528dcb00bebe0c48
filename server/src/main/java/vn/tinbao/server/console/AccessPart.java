package vn.tinbao.server.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;

/**
 * The part of a tip's page that says who else may see it, and where it may go.
 *
 * @param transfers oldest first
 * @param mayTransfer whether the viewer may offer it to another agency and take that back
 * @param restriction null when there is none
 * @param restrictedBy name; empty when it came in restricted
 * @param named names of those who may open it besides the heads of the agency
 * @param mayRestrict whether the viewer may restrict it, name people and lift the restriction
 * @param candidates whom the viewer could name
 */
public record AccessPart(
    List<Moved> transfers,
    boolean mayTransfer,
    TipRestrictions.@Nullable View restriction,
    String restrictedBy,
    List<String> named,
    boolean mayRestrict,
    List<StaffMember> candidates) {

  /** A transfer with the names of who offered and who decided; the second may be empty. */
  public record Moved(TipTransfers.View view, String offeredBy, String decidedBy) {}

  /** The offer that waits for an answer, if there is one. */
  public @Nullable Moved open() {
    return transfers.stream()
        .filter(moved -> moved.view().state() == TipTransfers.State.PENDING)
        .findFirst()
        .orElse(null);
  }

  /** Those that were decided. */
  public List<Moved> past() {
    return transfers.stream()
        .filter(moved -> moved.view().state() != TipTransfers.State.PENDING)
        .toList();
  }
}
