package vn.tinbao.server.retention;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the nightly job does, now; or only what it would do. */
@Prototype
@Command(
    name = "retention",
    description = "Announce and delete tips whose time is over (the server does it every night).",
    mixinStandardHelpOptions = true)
public final class RetentionCommand implements Callable<Integer> {
  private final Retention retention;
  private final RetentionClasses classes;
  private final RetentionSettings settings;

  @Option(names = "--dry-run", description = "change nothing, tell what would be done")
  private boolean dry;

  RetentionCommand(Retention retention, RetentionClasses classes, RetentionSettings settings) {
    this.retention = retention;
    this.classes = classes;
    this.settings = settings;
  }

  @Override
  public Integer call() {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    long[] looked = {0};
    Retention.Outcome outcome =
        retention.run(
            dry,
            done -> {
              if (done / 100_000 != looked[0] / 100_000) {
                out.printf(Locale.ROOT, "  … %,d tips looked at%n", done);
                out.flush();
              }
              looked[0] = done;
            });
    out.printf(
        Locale.ROOT,
        "%s: %,d tips looked at (%.1f s)%n",
        dry ? "Dry run, nothing was changed" : "Retention",
        looked[0],
        (System.nanoTime() - start) / 1e9);
    out.printf(
        "  %-14s %-6s %8s %8s %10s %8s %8s  %s%n",
        "class", "after", "due", "held", "announced", "waiting", dry ? "to go" : "deleted", "");
    for (RetentionClass one : classes.all()) {
      if (one.of() != RetentionClass.Of.TIP) {
        continue;
      }
      Retention.Count count =
          outcome.byClass().getOrDefault(one.name(), new Retention.Count(0, 0, 0, 0, 0, 0));
      out.printf(
          Locale.ROOT,
          "  %-14s %-6s %,8d %,8d %,10d %,8d %,8d  %s%n",
          one.name(),
          one.after(),
          count.due(),
          count.held(),
          count.announced(),
          count.waiting(),
          count.removed(),
          one.verified()
              ? ""
              : count.unverified() > 0
                  ? "period not verified: %,d stay".formatted(count.unverified())
                  : "period not verified");
    }
    out.printf(
        Locale.ROOT, "  %,d notes of hand-overs %s%n", outcome.notes(), dry ? "to go" : "deleted");
    out.printf(
        Locale.ROOT,
        "  records of people: %,d announced, %,d waiting, %,d %s%n",
        outcome.people().announced(),
        outcome.people().waiting(),
        outcome.people().removed(),
        dry ? "to go" : "deleted");
    if (outcome.withdrawn() > 0) {
      out.printf(Locale.ROOT, "  %,d announcements withdrawn%n", outcome.withdrawn());
    }
    out.printf(
        "  Nothing is deleted sooner than %d days after it was announced. A deleted tip stays%n"
            + "  readable in key backups until the next one: see ./tinbao backup.%n",
        settings.notice().toDays());
    out.flush();
    return 0;
  }
}
