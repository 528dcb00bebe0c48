package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private ImportFile file;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "a day on which all communes of the list stand")
  private LocalDate at;

  ImportBorderCommunesCommand(BorderImport communes) {
    this.communes = communes;
  }

  @Override
  public Integer call() {
    return file.imported((path, dryRun, progress) -> communes.run(path, at, dryRun, progress));
  }
}
