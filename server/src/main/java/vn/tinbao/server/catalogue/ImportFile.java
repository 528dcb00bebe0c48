package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What every import command asks for, and how it speaks: progress on standard error, the report on
 * standard output.
 */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ImportFile {
  @Parameters(index = "0", paramLabel = "FILE", description = "the list, UTF-8")
  private Path file;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** What the command does with it. */
  interface Work {
    ImportReport run(Path file, boolean dryRun, Progress progress);
  }

  /** Exit code 0, or 1 with one sentence when the file cannot be imported. */
  int imported(Work work) {
    var err = command.commandLine().getErr();
    ImportReport report;
    try (ConsoleProgress progress = new ConsoleProgress(err)) {
      report = work.run(file, dryRun, progress);
    } catch (ImportException e) {
      err.println(e.getMessage());
      err.println("Nothing was imported.");
      err.flush();
      return 1;
    }
    var out = command.commandLine().getOut();
    out.print(report.text());
    out.flush();
    return 0;
  }
}
