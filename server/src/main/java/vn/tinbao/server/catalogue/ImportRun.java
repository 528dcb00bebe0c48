package vn.tinbao.server.catalogue;

import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** How every import command speaks: progress on standard error, the report on standard output. */
final class ImportRun {
  private ImportRun() {}

  /** Exit code 0, or 1 with one sentence when the file cannot be imported. */
  static int of(CommandSpec spec, Function<Progress, ImportReport> work) {
    var err = spec.commandLine().getErr();
    ImportReport report;
    try (ConsoleProgress progress = new ConsoleProgress(err)) {
      report = work.apply(progress);
    } catch (ImportException e) {
      err.println(e.getMessage());
      err.println("Nothing was imported.");
      err.flush();
      return 1;
    }
    var out = spec.commandLine().getOut();
    out.print(report.text());
    out.flush();
    return 0;
  }
}
