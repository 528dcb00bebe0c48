package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridDecrypt;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.catalogue.ConsoleProgress;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseSettings;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.db.Migrations;
import vn.tinbao.sms.db.SchemaMigration;

/**
 * Restores a backup into an empty house. No application is started for it: one would make keys and
 * fill the database first. So the settings come from the environment only.
 */
@Command(
    name = "restore",
    description = "Restore a backup into an empty database and an empty TINBAO_HOME.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class RestoreCommand implements Callable<Integer> {
  /** What the beans of the application say too (BackupCommandsTest). */
  static final List<SchemaMigration> MIGRATIONS =
      List.of(
          new SchemaMigration("sms", "classpath:db/sms", 10),
          new SchemaMigration("tinbao", "classpath:db/tinbao", 20));

  @Option(
      names = "--content",
      paramLabel = "FILE",
      required = true,
      description = "any content file")
  private Path content;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      required = true,
      description = "the newest key file")
  private Path keys;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "the private backup key (see backup-key)")
  private Path key;

  @Override
  public Integer call() {
    char[] passphrase = BackupKey.underPassphrase(key) ? Passphrase.ask() : null;
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    HybridDecrypt opener = BackupKey.loadPrivate(key, passphrase);
    HomeDirectory home = new HomeDirectory(Path.of(env("TINBAO_HOME", "./var")));
    DatabaseSettings settings =
        new DatabaseSettings(
            env("TINBAO_DB_URL", ""),
            env("TINBAO_DB_USER", ""),
            env("TINBAO_DB_PASSWORD", ""),
            false,
            DatabaseSettings.SILENCE);
    try (Database database = Database.open(settings, home);
        ConsoleProgress progress = new ConsoleProgress(err)) {
      Restore.Report report =
          new Restore(
                  database.address(),
                  new Migrations(MIGRATIONS),
                  home.resolve("keys"),
                  opener,
                  progress)
              .restore(content, keys);
      progress.close();
      say(report);
    }
    return 0;
  }

  private static String env(String name, String otherwise) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  private static void say(Restore.Report report) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        "Restored the content of %s with the keys of %s: %,d tables, %,d rows, each table read"
            + " back and compared.%n",
        BackupCommand.time(report.content()),
        BackupCommand.time(report.keys()),
        report.tables(),
        report.rows());
    if (report.deleted() > 0) {
      out.printf(
          "%,d tips had been deleted since: their keys are gone, and now their rows too.%n",
          report.deleted());
    }
    if (report.leftOut() > 0) {
      out.printf(
          "%,d rows of the key file belong to tips younger than the content file; those tips are"
              + " lost.%n",
          report.leftOut());
    }
    out.println("Start the server with ./tinbao serve.");
  }
}
