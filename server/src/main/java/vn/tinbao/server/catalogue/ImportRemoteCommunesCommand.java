package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Imports the communes where the longer limits for remote places run. */
@Prototype
@Command(
    name = "import-remote-communes",
    description =
        "Import the complete list of communes where the longer limits for remote places run (TTLT"
            + " 01/2017 art. 8.5a): TSV or CSV with columns code full_name province_code source."
            + " What it does not name ends on that day. All or nothing.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportRemoteCommunesCommand implements Callable<Integer> {
  private final RemoteImport communes;

  @Mixin private ImportFile file;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "YYYY-MM-DD",
      description = "the day from which the list holds")
  private LocalDate at;

  ImportRemoteCommunesCommand(RemoteImport communes) {
    this.communes = communes;
  }

  @Override
  public Integer call() {
    return file.imported(
        (path, dryRun, progress) -> communes.run(path, at, null, dryRun, progress));
  }
}
