package vn.tinbao.server.backup;

import io.micronaut.context.annotation.Prototype;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vn.tinbao.server.catalogue.ConsoleProgress;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.HomeDirectory;

/** Takes a backup beside a running server, or without one. */
@Prototype
@Command(
    name = "backup",
    description = "Write an encrypted backup: content and keys as two files.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class BackupCommand implements Callable<Integer> {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

  private final Database database;
  private final HomeDirectory home;

  @Option(
      names = "--content",
      paramLabel = "DIR",
      description = "where a new content file goes; older ones may be kept as long as wished")
  private @Nullable Path content;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      required = true,
      description =
          "where the key file lies; it replaces the last one. Another place than --content")
  private Path keys;

  @Option(
      names = "--keys-only",
      description = "only replace the key file, so that deleted tips become unreadable now")
  private boolean keysOnly;

  BackupCommand(Database database, HomeDirectory home) {
    this.database = database;
    this.home = home;
  }

  @Override
  public Integer call() throws IOException {
    Path directory = content == null ? null : content.toAbsolutePath().normalize();
    Path keyDirectory = keys.toAbsolutePath().normalize();
    if (keysOnly != (directory == null)) {
      throw new BackupException("Name --content DIR, or else --keys-only.");
    }
    if (keyDirectory.equals(directory)) {
      throw new BackupException(
          "Content and keys must lie apart: whoever finds both files and the backup key has"
              + " everything, and a content store that keeps old versions would keep old keys.");
    }
    Path folder = home.resolve("keys");
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try (ConsoleProgress progress = new ConsoleProgress(err)) {
      Backup backup =
          new Backup(
              database.address(),
              folder,
              BackupKey.loadPublic(folder.resolve(BackupKey.PUBLIC)),
              progress);
      Backup.Standing before = backup.standing();
      Backup.Report report = backup.take(directory, keyDirectory);
      progress.close();
      say(before, report);
    }
    return 0;
  }

  private static void say(Backup.Standing before, Backup.Report report) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    out.printf("Backup of %s%n", time(report.takenAt()));
    Backup.Written content = report.content();
    if (content != null) {
      file(out, "content", content);
    }
    file(out, "keys", report.keys());
    Instant last = before.lastKeys();
    if (last == null) {
      out.printf("This is the first key file: %,d tips can be opened with it.%n", report.tipKeys());
    } else {
      out.printf(
          "It replaced the key file of %s; %,d tips can be opened with it.%n",
          time(last), report.tipKeys());
      if (report.closed() > 0) {
        out.printf(
            "%,d deleted tips that the old one still opened are unreadable from now on, in every"
                + " content file.%n",
            report.closed());
      }
    }
    out.println(
        "A tip deleted after this moment stays readable with this key file until the next"
            + " `backup` (or `backup --keys-only`) has replaced it. Copies of the key file that"
            + " others keep stay readable too: keep none.");
  }

  private static void file(PrintWriter out, String what, Backup.Written written) {
    out.printf(
        "  %-8s %s (%,d tables, %,d rows, %,d KiB)%n",
        what, written.file(), written.tables(), written.rows(), (written.bytes() + 1023) / 1024);
  }

  static String time(Instant at) {
    return TIME.format(at) + " (Vietnam)";
  }
}
