package vn.tinbao.server.offers;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/** "Is this offer real?", for the app. What was looked for is kept nowhere. */
@Controller("/api/v1/offers")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Citizen")
class OfferApi {
  /** More than any market has; beyond it the page and the list itself are there. */
  private static final int MOST_FEES = 50;

  private final OfferRegister register;
  private final Clock clock;

  OfferApi(OfferRegister register, Clock clock) {
    this.register = register;
    this.clock = clock;
  }

  /** What the newest list says. */
  @Serdeable
  @Introspected
  @Schema(name = "OfferAnswer")
  record AnswerBody(
      @Schema(
              description =
                  "LISTED: on the list of that day, see status. SIMILAR: only another company with"
                      + " a name like it is. NOT_LISTED: not on the list of that day, which is not"
                      + " the same as false. NO_LIST: nothing was imported. TOO_SHORT: too little"
                      + " was typed")
          String verdict,
      @Schema(description = "The day whose state the list gives") @Nullable LocalDate asOf,
      @Schema(description = "Who published it") @Nullable String source,
      @Schema(description = "Invented, to try things out: say so") boolean sample,
      List<CompanyBody> companies,
      @Schema(description = "There are more: ask more closely") boolean more) {}

  /** A company. */
  @Serdeable
  @Introspected
  @Schema(name = "LicensedCompany")
  record CompanyBody(
      String name,
      String licence,
      @Schema(description = "ACTIVE, SUSPENDED, REVOKED or RETURNED, as the list says")
          String status,
      @Schema(description = "Whether the licence is active and its last day not over")
          boolean valid,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validTo,
      String address,
      String contact,
      String website,
      @Schema(description = "Only its name is like what was typed") boolean similar,
      @Schema(description = "The first 50") List<FeeBody> fees,
      @Schema(description = "There are more fees than these") boolean moreFees) {}

  /** The most it may take. */
  @Serdeable
  @Introspected
  @Schema(name = "LicensedFee")
  record FeeBody(
      String market, String job, @Nullable BigDecimal amount, String currency, String note) {}

  @Get
  @Operation(
      summary = "Whether a company may send workers abroad, and what it may take",
      description = "By name or number of licence, with or without marks. At most 20 companies.")
  AnswerBody find(
      @Parameter(description = "as people write it") @QueryValue @Size(max = 200) String q) {
    OfferAnswer answer = register.find(q);
    OfferList list = answer.list();
    LocalDate today = LegalTime.day(clock.instant());
    return new AnswerBody(
        answer.verdict().name(),
        list == null ? null : list.asOf(),
        list == null ? null : list.source(),
        list != null && list.sample(),
        answer.hits().stream().map(hit -> body(hit, today)).toList(),
        answer.more());
  }

  private static CompanyBody body(OfferAnswer.Hit hit, LocalDate today) {
    Company company = hit.company();
    return new CompanyBody(
        company.name(),
        company.licence(),
        company.status().name(),
        company.goodOn(today),
        company.validFrom(),
        company.validTo(),
        company.address(),
        company.contact(),
        company.website(),
        hit.like(),
        company.fees().stream()
            .limit(MOST_FEES)
            .map(
                fee ->
                    new FeeBody(fee.market(), fee.job(), fee.amount(), fee.currency(), fee.note()))
            .toList(),
        company.fees().size() > MOST_FEES);
  }
}
