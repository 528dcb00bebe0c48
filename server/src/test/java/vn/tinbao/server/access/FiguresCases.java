package vn.tinbao.server.access;

import jakarta.inject.Singleton;
import java.util.Map;
import vn.tinbao.server.statistics.OpenData;

/** How to ask for a table of open data. */
@Singleton
class FiguresCases implements AccessCases {
  private final OpenData open;

  FiguresCases(OpenData open) {
    this.open = open;
  }

  @Override
  public Map<String, Maker> cases() {
    return Map.of(
        "GET /open-data/{file}",
        (world, owner) -> {
          var unused = open.publish();
          return Request.of("/open-data/reports-" + open.all().get(0).year() + ".csv");
        });
  }
}
