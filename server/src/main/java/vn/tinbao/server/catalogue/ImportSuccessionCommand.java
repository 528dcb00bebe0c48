package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports a map from old to new administrative units. */
@Prototype
@Command(
    name = "import-succession",
    description =
        "Import what became of the units that ended on a day: TSV or CSV with columns old_code"
            + " new_code extent. All or nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportSuccessionCommand implements Callable<Integer> {
  private final SuccessionImport succession;

  @Parameters(index = "0", paramLabel = "FILE", description = "the map, UTF-8")
  private Path file;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the first day of the new units")
  private LocalDate at;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportSuccessionCommand(SuccessionImport succession) {
    this.succession = succession;
  }

  @Override
  public Integer call() {
    return ImportRun.of(spec, progress -> succession.run(file, at, dryRun, progress));
  }
}
