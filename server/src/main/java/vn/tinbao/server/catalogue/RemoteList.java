package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A complete list of remote communes from one day on, checked against the units of that day. */
record RemoteList(List<RemoteUnit> units) {
  static final List<String> COLUMNS = List.of("code", "full_name", "province_code", "source");

  /**
   * @throws ImportException naming line and field of the first mistake
   */
  static RemoteList read(Path file, LocalDate day, CatalogueSnapshot catalogue) {
    List<RemoteUnit> found = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (TableFile.Line line : TableFile.read(file, COLUMNS).lines()) {
      Unit unit = ListedCommune.of(line, day, catalogue);
      if (!seen.add(unit.id())) {
        throw line.wrong("code", "stands there twice");
      }
      String source = line.need("source");
      found.add(new RemoteUnit(unit.id(), day, null, source));
    }
    return new RemoteList(List.copyOf(found));
  }
}
