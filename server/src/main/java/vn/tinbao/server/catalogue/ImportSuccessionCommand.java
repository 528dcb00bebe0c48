package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private ImportFile file;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the first day of the new units")
  private LocalDate at;

  ImportSuccessionCommand(SuccessionImport succession) {
    this.succession = succession;
  }

  @Override
  public Integer call() {
    return file.imported((path, dryRun, progress) -> succession.run(path, at, dryRun, progress));
  }
}
