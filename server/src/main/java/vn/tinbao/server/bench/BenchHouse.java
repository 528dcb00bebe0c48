package vn.tinbao.server.bench;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import vn.tinbao.server.ServeCommand;

/** A whole server with an embedded database, on a free port, for one measurement. */
final class BenchHouse {
  private BenchHouse() {}

  /**
   * Starts it; closing the context stops it.
   *
   * @param home an empty directory of its own
   * @param settings beside home and port
   */
  static ApplicationContext open(Path home, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("tinbao.home", home.toString());
    all.put("micronaut.server.port", -1);
    return ServeCommand.start(all);
  }
}
