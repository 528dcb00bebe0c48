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

  @Parameters(index = "0", paramLabel = "FILE", description = "TopoJSON or GeoJSON")
  private Path file;

  @Option(
      names = "--valid-from",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "a day on which these units stand")
  private LocalDate validFrom;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportBoundariesCommand(BoundaryImport boundaries) {
    this.boundaries = boundaries;
  }

  @Override
  public Integer call() {
    return ImportRun.of(spec, progress -> boundaries.run(file, validFrom, dryRun, progress));
  }
}
