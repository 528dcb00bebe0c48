package vn.tinbao.server.console.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencySuccession;
import vn.tinbao.server.catalogue.CatalogueLog;
import vn.tinbao.server.catalogue.Unit;

/**
 * One agency.
 *
 * @param unit whose agency it is, null when the catalogue lost it
 * @param territory units it is competent for, empty when the whole country is
 * @param heirs who takes over when it ends
 * @param before from whom it took over
 * @param people names of those who can sign in, by name; empty where the viewer may not know them
 * @param canSignIn how many can sign in
 * @param log what people changed of it, newest first
 */
public record AgencyPage(
    Agency agency,
    @Nullable Unit unit,
    String place,
    List<Unit> territory,
    @Nullable Agency parent,
    List<Other> heirs,
    List<Other> before,
    List<String> people,
    int canSignIn,
    List<CatalogueLog.Entry> log,
    boolean keeps) {

  /** An agency before or after this one. */
  public record Other(Agency agency, AgencySuccession step) {}
}
