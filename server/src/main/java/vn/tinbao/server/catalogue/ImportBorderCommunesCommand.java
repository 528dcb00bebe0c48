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

/** Imports which communes are at the land border. */
@Prototype
@Command(
    name = "import-border-communes",
    description =
        "Import the complete list of communes at the land border: TSV or CSV with columns code"
            + " full_name province_code neighbour. Border posts are derived from it. All or"
            + " nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportBorderCommunesCommand implements Callable<Integer> {
  private final BorderImport communes;

  @Parameters(index = "0", paramLabel = "FILE", description = "the list, UTF-8")
  private Path file;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "a day on which all communes of the list stand")
  private LocalDate at;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportBorderCommunesCommand(BorderImport communes) {
    this.communes = communes;
  }

  @Override
  public Integer call() {
    return ImportRun.of(spec, progress -> communes.run(file, at, dryRun, progress));
  }
}
