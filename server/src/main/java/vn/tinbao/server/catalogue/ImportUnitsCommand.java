package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private ImportFile file;

  @Option(
      names = "--valid-from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the day on which the list came into force")
  private LocalDate validFrom;

  ImportUnitsCommand(UnitImport units) {
    this.units = units;
  }

  @Override
  public Integer call() {
    return file.imported((path, dryRun, progress) -> units.run(path, validFrom, dryRun, progress));
  }
}
