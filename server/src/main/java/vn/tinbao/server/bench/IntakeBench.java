package vn.tinbao.server.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * Durable tips per second against the running server, and in the same run the same rows by plain
 * SQL into the same database: the ratio is the figure, the absolute numbers are this machine's.
 */
@Command(
    name = "intake",
    description = "Durable tips a second, beside the same rows by plain SQL.",
    mixinStandardHelpOptions = true)
public final class IntakeBench implements Callable<Integer> {
  @Option(
      names = "--seconds",
      description = "length of each measurement (default ${DEFAULT-VALUE})")
  int seconds = 10;

  @Option(
      names = "--clients",
      split = ",",
      description = "numbers of clients (default ${DEFAULT-VALUE})")
  List<Integer> clients = List.of(1, 16, 64);

  @Option(names = "--rounds", description = "repetitions (default ${DEFAULT-VALUE})")
  int rounds = 1;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("tinbao-bench-");
    try (ApplicationContext context =
        BenchHouse.open(
            home,
            Map.of(
                // One address sends everything here.
                "tinbao.gate.enabled", false))) {
      String url = context.getBean(EmbeddedServer.class).getURL().toString();
      DatabaseAddress database = context.getBean(Database.class).address();
      BenchLines.print(
          "TinBao intake: %s, JDK %s, %d cores, PostgreSQL %s, fsync %s, synchronous_commit %s",
          url,
          Runtime.version(),
          Runtime.getRuntime().availableProcessors(),
          BenchHouse.one(database, "SHOW server_version"),
          BenchHouse.one(database, "SHOW fsync"),
          BenchHouse.one(database, "SHOW synchronous_commit"));
      BenchLines.print("warming up for %d s …", Math.max(5, seconds));
      Load.Result warm = Load.inOwnProcess(url, 16, Math.max(5, seconds));
      PlainSql plain = PlainSql.likeTheNewestTip(database, home);
      plain.run(16, 2);
      BenchLines.print("plain SQL: %s", plain.how());
      BenchLines.print(
          "%8s %12s %9s %9s %8s %14s %7s",
          "clients", "tips/s", "p50 ms", "p99 ms", "errors", "plain SQL/s", "ratio");
      boolean failed = warm.errors() > 0;
      for (int round = 0; round < rounds; round++) {
        for (int count : clients) {
          long before = Long.parseLong(BenchHouse.one(database, "SELECT count(*) FROM tinbao.tip"));
          Load.Result load = Load.inOwnProcess(url, count, seconds);
          long stored =
              Long.parseLong(BenchHouse.one(database, "SELECT count(*) FROM tinbao.tip")) - before;
          double sql = plain.run(count, seconds);
          BenchLines.print(
              "%8d %12.0f %9.1f %9.1f %8d %14.0f %7.2f",
              count,
              load.perSecond(),
              load.p50Millis(),
              load.p99Millis(),
              load.errors(),
              sql,
              load.perSecond() / sql);
          if (stored < load.accepted()) {
            BenchLines.print("LOST: %d acknowledged, %d stored", load.accepted(), stored);
            failed = true;
          }
          failed |= load.errors() > 0;
        }
      }
      return failed ? 1 : 0;
    } finally {
      delete(home);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = new ArrayList<>(walk.toList());
      all.sort(Comparator.reverseOrder());
      for (Path path : all) {
        Files.deleteIfExists(path);
      }
    }
  }
}
