package vn.tinbao.server.catalogue;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/** What anybody may ask the catalogue: where a place is, and which number to call there. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Citizen")
class CatalogueApi {
  private static final int MOST_CHARACTERS = 100;
  private static final int MOST_HITS = 100;

  private final Catalogue catalogue;
  private final Clock clock;
  private final UnitSearches searches;
  private final UnitOutlines outlines;

  CatalogueApi(Catalogue catalogue, UnitSearches searches, UnitOutlines outlines, Clock clock) {
    this.catalogue = catalogue;
    this.searches = searches;
    this.outlines = outlines;
    this.clock = clock;
  }

  /** A unit of today. */
  @Serdeable
  @Schema(name = "UnitFound")
  record UnitFound(
      @Schema(description = "Official code; names a unit only together with validFrom") String code,
      LocalDate validFrom,
      String name,
      String fullName,
      @Schema(description = "The unit with all above it") String place,
      @Schema(description = "The former place of that name that lies here today, if that was asked")
          @Nullable String formerly) {}

  /**
   * Where somebody stands.
   *
   * @param lat degrees, WGS 84
   * @param lon degrees, WGS 84
   */
  @Serdeable
  @Introspected
  @Schema(name = "Point")
  record Point(
      @NotNull @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
      @NotNull @DecimalMin("-180") @DecimalMax("180") @Nullable Double lon) {

    @Override
    public String toString() {
      return "Point[…]";
    }
  }

  /** A number to call. */
  @Serdeable
  @Schema(name = "Hotline")
  record HotlineLine(
      String number,
      String name,
      String owner,
      String hours,
      boolean free,
      @Schema(description = "IMMEDIATE_DANGER, TRAFFICKING, CHILD, VICTIM_SUPPORT, ADVICE …")
          List<String> purposes) {}

  /** Units that stand today and match; nothing typed, nothing found. */
  @Get("/units")
  @Operation(
      summary = "Search today's units",
      description =
          "By name, with or without accents; exact names first, then what begins so, then where a"
              + " unit of that name stood before a reform.")
  List<UnitFound> units(
      @Parameter(description = "what a person types")
          @QueryValue(defaultValue = "")
          @Size(max = MOST_CHARACTERS)
          String q,
      @QueryValue(defaultValue = "20") @Min(1) @Max(MOST_HITS) int limit) {
    return searches.on(LegalTime.day(clock.instant())).find(q, limit).stream()
        .map(
            hit ->
                new UnitFound(
                    hit.unit().code(),
                    hit.unit().validFrom(),
                    hit.unit().name(),
                    hit.unit().fullName(),
                    hit.place(),
                    hit.formerly()))
        .toList();
  }

  /** In the body and not in the address, which proxies write down. */
  @Post("/units/at")
  @Status(HttpStatus.OK)
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      summary = "The commune in which a point lies",
      description =
          "Or the nearest within two kilometres; none where no outline is known. Outlines are"
              + " simplified: ask the person before it counts. Kept nowhere.")
  List<UnitFound> at(@Body @Valid Point point) {
    Double lat = point.lat();
    Double lon = point.lon();
    if (lat == null || lon == null) {
      throw new IllegalStateException("Validated value is missing");
    }
    LocalDate today = LegalTime.day(clock.instant());
    CatalogueSnapshot now = catalogue.now();
    return outlines
        .communeAt(lat, lon, today)
        .flatMap(near -> now.unit(near.unitId()))
        .map(
            unit ->
                new UnitFound(
                    unit.code(),
                    unit.validFrom(),
                    unit.name(),
                    unit.fullName(),
                    now.fullPlace(unit, today),
                    null))
        .stream()
        .toList();
  }

  /** Verified numbers, those of the place first; of a code that is not known, the national ones. */
  @Get("/hotlines")
  @Operation(summary = "Numbers to call, those of the place first")
  List<HotlineLine> hotlines(
      @Parameter(description = "official code of a unit that stands today")
          @QueryValue
          @Size(max = 10)
          @Nullable String unitCode) {
    LocalDate today = LegalTime.day(clock.instant());
    CatalogueSnapshot now = catalogue.now();
    Unit unit = unitCode == null ? null : now.unitByCode(unitCode.strip(), today).orElse(null);
    return now.hotlinesFor(unit, today).stream()
        .map(
            line ->
                new HotlineLine(
                    line.number(),
                    line.name(),
                    line.owner(),
                    line.hours(),
                    line.free(),
                    line.purposes()))
        .toList();
  }
}
