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

/** Imports an official list of administrative units. */
@Prototype
@Command(
    name = "import-units",
    description =
        "Import the complete list of administrative units valid from a day: TSV or CSV with"
            + " columns code level kind name full_name parent. All or nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportUnitsCommand implements Callable<Integer> {
  private final UnitImport units;

  @Parameters(index = "0", paramLabel = "FILE", description = "the list, UTF-8")
  private Path file;

  @Option(
      names = "--valid-from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the day on which the list came into force")
  private LocalDate validFrom;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportUnitsCommand(UnitImport units) {
    this.units = units;
  }

  @Override
  public Integer call() {
    return ImportRun.of(spec, progress -> units.run(file, validFrom, dryRun, progress));
  }
}
