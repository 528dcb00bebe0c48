package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tinbao.server.calendar.LegalTime;

/** Imports agencies. */
@Prototype
@Command(
    name = "import-agencies",
    description =
        "Import agencies: TSV or CSV with columns key unit name, for new ones function level, and"
            + " phone from to standing resolves parent territory source. All or nothing; agencies"
            + " that the file does not name stay.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class ImportAgenciesCommand implements Callable<Integer> {
  private final AgencyImport agencies;
  private final Clock clock;

  @Parameters(index = "0", paramLabel = "FILE", description = "the agencies, UTF-8")
  private Path file;

  @Option(
      names = "--at",
      paramLabel = "YYYY-MM-DD",
      description = "a day on which the units of the file stand (default: today)")
  private @Nullable LocalDate at;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  ImportAgenciesCommand(AgencyImport agencies, Clock clock) {
    this.agencies = agencies;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LocalDate day = at == null ? LegalTime.day(clock.instant()) : at;
    return ImportRun.of(
        spec, progress -> agencies.run(file, day, dryRun, AgencyKeeper.EVERYTHING, progress));
  }
}
