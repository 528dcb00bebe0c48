package vn.tinbao.server.catalogue;

import io.micronaut.context.annotation.Prototype;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Mixin private ImportFile file;

  @Option(
      names = "--at",
      paramLabel = "YYYY-MM-DD",
      description = "a day on which the units of the file stand (default: today)")
  private @Nullable LocalDate at;

  ImportAgenciesCommand(AgencyImport agencies, Clock clock) {
    this.agencies = agencies;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LocalDate day = at == null ? LegalTime.day(clock.instant()) : at;
    return file.imported(
        (path, dryRun, progress) ->
            agencies.run(path, day, dryRun, AgencyKeeper.EVERYTHING, progress));
  }
}
