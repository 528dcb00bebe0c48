package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.audit.AuditTrail;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * "Who opened this" on the page of a tip.
 *
 * @param shown whether the viewer may know
 */
public record TipOpenings(
    boolean shown, UUID tipId, List<AuditTrail.Opening> lines, CatalogueSnapshot catalogue) {

  /** The agency's name, empty for the house itself. */
  public String agency(@Nullable String id) {
    return id == null ? "" : catalogue.agency(id).map(Agency::name).orElse(id);
  }
}
