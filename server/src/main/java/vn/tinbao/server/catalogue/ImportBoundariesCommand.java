package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports the outlines of administrative units. */
@Prototype
@Command(
    name = "import-boundaries",
    description =
        "Import outlines of units that stand on a day: TopoJSON or GeoJSON in degrees, the code of"
            + " the unit as id of each feature. All or nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportBoundariesCommand implements Callable<Integer> {
  private final BoundaryImport boundaries;

  @Mixin private ImportFile file;

  @Option(
      names = "--valid-from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "a day on which these units stand")
  private LocalDate validFrom;

  ImportBoundariesCommand(BoundaryImport boundaries) {
    this.boundaries = boundaries;
  }

  @Override
  public Integer call() {
    return file.imported(
        (path, dryRun, progress) -> boundaries.run(path, validFrom, dryRun, progress));
  }
}
