package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.audit.AuditTrail;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/**
 * Everything that was done with one tip or seen of it.
 *
 * @param next address of the continuation, null at the end
 */
public record OpeningsPage(
    UUID tipId,
    String number,
    List<AuditTrail.Entry> entries,
    CatalogueSnapshot catalogue,
    @Nullable String next) {

  /** The agency's name, empty for the house itself. */
  public String agency(@Nullable String id) {
    return id == null ? "" : catalogue.agency(id).map(Agency::name).orElse(id);
  }
}
