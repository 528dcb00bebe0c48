package vn.tinbao.server.console.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.AgencyImport;
import vn.tinbao.server.catalogue.BorderImport;
import vn.tinbao.server.catalogue.BoundaryImport;
import vn.tinbao.server.catalogue.CatalogueEditing;
import vn.tinbao.server.catalogue.CatalogueMistake;
import vn.tinbao.server.catalogue.ImportReport;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.catalogue.RemoteImport;
import vn.tinbao.server.catalogue.RuleImport;
import vn.tinbao.server.catalogue.SuccessionImport;
import vn.tinbao.server.catalogue.UnitImport;
import vn.tinbao.server.staff.StaffMember;

/** The importers of the command line, for administrators at a page. */
@Singleton
final class CatalogueImports {
  private final UnitImport units;
  private final SuccessionImport succession;
  private final BoundaryImport boundaries;
  private final BorderImport border;
  private final RemoteImport remote;
  private final AgencyImport agencies;
  private final RuleImport rules;
  private final CatalogueEditing editing;
  private final CatalogueKeepers keepers;
  private final Clock clock;

  CatalogueImports(
      UnitImport units,
      SuccessionImport succession,
      BoundaryImport boundaries,
      BorderImport border,
      RemoteImport remote,
      AgencyImport agencies,
      RuleImport rules,
      CatalogueEditing editing,
      CatalogueKeepers keepers,
      Clock clock) {
    this.units = units;
    this.succession = succession;
    this.boundaries = boundaries;
    this.border = border;
    this.remote = remote;
    this.agencies = agencies;
    this.rules = rules;
    this.editing = editing;
    this.keepers = keepers;
    this.clock = clock;
  }

  /** What a file may hold. */
  public enum Kind {
    UNITS,
    SUCCESSION,
    BOUNDARIES,
    BORDER,
    REMOTE,
    AGENCIES,
    RULES;

    /** Whether the file is of a day. */
    public boolean dated() {
      return this != RULES;
    }
  }

  /** What this person may import: lists of the whole country are a central administrator's. */
  List<Kind> open(StaffMember keeper) {
    if (keepers.central(keeper)) {
      return List.of(Kind.values());
    }
    return keepers.keepsSomeRules(keeper)
        ? List.of(Kind.AGENCIES, Kind.RULES)
        : List.of(Kind.AGENCIES);
  }

  /** Says what an import would change, and changes nothing. */
  ImportReport tried(StaffMember keeper, Kind kind, @Nullable LocalDate day, Path file) {
    return run(keeper, kind, day, file, true);
  }

  /**
   * Imports, on the ground of the catalogue that was tried.
   *
   * @param uploadId of the file, for the audit: names of files may say anything
   * @throws CatalogueMistake when the catalogue is another one by now
   */
  ImportReport done(
      StaffMember keeper,
      UUID uploadId,
      Kind kind,
      @Nullable LocalDate day,
      Path file,
      long version) {
    return editing.imported(
        new CatalogueEditing.Editor(keeper.id(), version),
        uploadId,
        String.valueOf(file.getFileName()),
        () -> run(keeper, kind, day, file, false));
  }

  private ImportReport run(
      StaffMember keeper, Kind kind, @Nullable LocalDate asked, Path file, boolean dryRun) {
    if (!open(keeper).contains(kind)) {
      throw new CatalogueMistake("kind", "catalogue.import.not-yours");
    }
    LocalDate day = asked == null ? LegalTime.day(clock.instant()) : asked;
    return switch (kind) {
      case UNITS -> units.run(file, day, dryRun, Progress.NONE);
      case SUCCESSION -> succession.run(file, day, dryRun, Progress.NONE);
      case BOUNDARIES -> boundaries.run(file, day, dryRun, Progress.NONE);
      case BORDER -> border.run(file, day, dryRun, Progress.NONE);
      case REMOTE -> remote.run(file, day, keeper.id(), dryRun, Progress.NONE);
      case AGENCIES -> agencies.run(file, day, dryRun, keepers.as(keeper), Progress.NONE);
      case RULES ->
          rules.run(
              file, dryRun, rule -> keepers.keepsRules(keeper, rule.unitIds()), Progress.NONE);
    };
  }
}
