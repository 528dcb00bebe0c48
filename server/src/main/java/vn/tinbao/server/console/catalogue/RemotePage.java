package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.RemoteUnit;
import vn.tinbao.server.catalogue.Unit;

/**
 * Communes where the longer limits for remote places run on a day.
 *
 * @param provinces full name of the province to its communes, both in the order of codes
 * @param many how many communes in all
 * @param typed what stands in the form for another one: {@code unit}, {@code from}, {@code source}
 * @param version of the catalogue that the page shows
 * @param keeper whether the viewer may change it
 */
public record RemotePage(
    AskedDay at,
    Map<String, List<Line>> provinces,
    int many,
    Map<String, String> typed,
    long version,
    boolean keeper,
    @Nullable Wrong wrong) {

  /** One commune. */
  public record Line(Unit unit, RemoteUnit remote) {}

  /** What stands in a field of the form. */
  public String value(String field) {
    return typed.getOrDefault(field, "");
  }
}
