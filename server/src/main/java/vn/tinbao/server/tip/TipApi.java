package vn.tinbao.server.tip;

import static vn.tinbao.server.calendar.LegalTime.withOffset;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Hotline;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.understanding.Category;

/** The citizen's API: report, and come back with the receipt code. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "Citizen")
class TipApi {
  private static final String HOUR = "([01]\\d|2[0-3]):[0-5]\\d";

  private final TipIntake intake;
  private final FollowUp followUp;
  private final FirstCodes firstCodes;
  private final Gate gate;
  private final Catalogue catalogue;
  private final Clock clock;

  TipApi(
      TipIntake intake,
      FollowUp followUp,
      FirstCodes firstCodes,
      Gate gate,
      Catalogue catalogue,
      Clock clock) {
    this.intake = intake;
    this.followUp = followUp;
    this.firstCodes = firstCodes;
    this.gate = gate;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** A report as the app sends it. */
  @Serdeable
  @Introspected
  @Schema(name = "NewTip")
  record TipBody(
      @NotNull @Nullable UUID id,
      @NotBlank
          @Pattern(regexp = "[A-Za-z0-9_-]{22}(==)?")
          @Schema(description = "16 random bytes, base64url")
          @Nullable String replayKey,
      @NotBlank @Size(max = TipSubmission.MOST_CHARACTERS) @Nullable String narrative,
      @Nullable Category category,
      @Nullable OffsetDateTime occurredAt,
      @Valid @Nullable PlaceBody place,
      @Valid @Nullable ReporterBody reporter,
      @Pattern(regexp = "vi|en") @Nullable String language,
      @Nullable Boolean immediateDanger,
      @Schema(
              description =
                  "An official is involved: the tip goes past the agencies of commune and district,"
                      + " and only heads of the agency that gets it may open it")
          @Nullable Boolean officialInvolved,
      @Size(max = TipSubmission.MOST_OFFICIAL)
          @Schema(description = "Whose official, in the sender's words")
          @Nullable String officialOf) {

    @Override
    public String toString() {
      return "NewTip[" + id + "]";
    }
  }

  /** Where; everything optional. */
  @Serdeable
  @Introspected
  @Schema(name = "Place")
  record PlaceBody(
      @Size(max = 500) @Nullable String text,
      @Pattern(regexp = "[0-9]{2,5}")
          @Schema(
              description =
                  "Official code, in force on the day of submission unless unitValidFrom says"
                      + " another")
          @Nullable String unitCode,
      @Nullable LocalDate unitValidFrom,
      @DecimalMin("-90") @DecimalMax("90") @Nullable Double lat,
      @DecimalMin("-180") @DecimalMax("180") @Nullable Double lon) {

    @Override
    public String toString() {
      return "Place[…]";
    }
  }

  /** Who; everything optional, sealed apart from the report. */
  @Serdeable
  @Introspected
  @Schema(name = "Reporter")
  record ReporterBody(
      @Size(max = 200) @Nullable String name,
      @Size(max = 30) @Nullable String phone,
      @Size(max = 500) @Nullable String safeContact,
      @Valid @Nullable SafeBody safe) {

    @Override
    public String toString() {
      return "Reporter[…]";
    }
  }

  /** How to reach them without danger, obeyed by everything that is sent; all optional. */
  @Serdeable
  @Introspected
  @Schema(name = "SafeContact")
  record SafeBody(
      @Schema(description = "Nobody may ring") @Nullable Boolean neverCall,
      @Pattern(regexp = HOUR)
          @Schema(
              description = "Text messages only from this hour, HH:mm in Vietnam; with textUntil")
          @Nullable String textFrom,
      @Pattern(regexp = HOUR) @Nullable String textUntil,
      @Schema(description = "Text messages say that there is news, and not what")
          @Nullable Boolean neutral) {}

  /** What a reporter gets back. */
  @Serdeable
  @Schema(name = "Receipt")
  record ReceiptBody(
      UUID id,
      @Schema(description = "20 digits in five groups: the only way back to this tip")
          String receiptCode,
      String leadAgency,
      OffsetDateTime receivedAt,
      String next,
      @Nullable HotlineBody hotline,
      @Nullable String placeUnderstood) {

    @Override
    public String toString() {
      return "Receipt[" + id + "]";
    }
  }

  /** A number to call. */
  @Serdeable
  @Schema(name = "DangerLine")
  record HotlineBody(String number, String name) {}

  /** What a reporter sees later. */
  @Serdeable
  @Schema(name = "FollowUp")
  record FollowBody(
      UUID id,
      FollowUp.Progress status,
      String statusText,
      String leadAgency,
      OffsetDateTime receivedAt,
      @Schema(description = "When somebody of the agency first read it; left out while nobody has")
          @Nullable OffsetDateTime openedAt,
      List<MessageBody> messages,
      @Schema(description = "What was attached and given; what was attached is not given back")
          List<FileBody> attachments) {

    @Override
    public String toString() {
      return "FollowUp[" + id + "]";
    }
  }

  /** A file that the reporter attached or was given. */
  @Serdeable
  @Schema(name = "Attachment")
  record FileBody(
      UUID id,
      String name,
      @Schema(description = "Bytes of the whole file") long length,
      @Schema(description = "Bytes stored so far") long received,
      @Schema(description = "Whether all of it is stored") boolean complete,
      @Schema(description = "STAFF: given to the reporter, to be had from /follow/files/{id}")
          Dialogue.From from,
      @Schema(description = "Media type of what is given out; left out for the reporter's own")
          @Nullable String type) {

    @Override
    public String toString() {
      return "Attachment[" + id + "]";
    }
  }

  /** One message of the dialogue. */
  @Serdeable
  @Schema(name = "Message")
  record MessageBody(UUID id, Dialogue.From from, String text, OffsetDateTime at) {

    @Override
    public String toString() {
      return "Message[" + id + "]";
    }
  }

  /** A new message of the reporter. */
  @Serdeable
  @Introspected
  @Schema(name = "NewMessage")
  record NewMessageBody(
      @NotNull @Nullable UUID id, @NotBlank @Size(max = 5_000) @Nullable String text) {

    @Override
    public String toString() {
      return "NewMessage[" + id + "]";
    }
  }

  @Post("/tips")
  @Operation(
      summary = "Report",
      description =
          "Never a 2xx without a stored row. The same id and replayKey give the same answer and no"
              + " second tip.")
  @ApiResponse(
      responseCode = "201",
      description = "Received",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ReceiptBody.class)))
  @ApiResponse(responseCode = "400", description = "Something in it is wrong: see violations")
  @ApiResponse(responseCode = "409", description = "The id belongs to another tip")
  @ApiResponse(
      responseCode = "429",
      description =
          "Solve the challenge and send the same again with its solution in the header"
              + " Proof-Of-Work (subject: the id), or, without a challenge, after Retry-After")
  HttpResponse<ReceiptBody> report(HttpRequest<?> request, @Body @Valid TipBody body) {
    Locale language = "en".equals(body.language()) ? Locale.ENGLISH : Locale.forLanguageTag("vi");
    ReporterBody reporter = body.reporter();
    PlaceBody place = body.place();
    TipSubmission submission =
        new TipSubmission(
            required(body.id()),
            Base64.getUrlDecoder().decode(required(body.replayKey()).replace("=", "")),
            Channel.APP,
            required(body.narrative()),
            body.category(),
            body.occurredAt(),
            place == null
                ? null
                : new TipSubmission.GivenPlace(
                    place.text(), unitId(request, place), place.lat(), place.lon()),
            reporter == null
                ? null
                : new TipSubmission.Reporter(
                    reporter.name(),
                    reporter.phone(),
                    reporter.safeContact(),
                    safe(reporter.safe(), language)),
            null,
            language,
            Boolean.TRUE.equals(body.immediateDanger()),
            null,
            Boolean.TRUE.equals(body.officialInvolved())
                ? Objects.requireNonNullElse(body.officialOf(), "")
                : null);
    gate.admit(Door.REPORT, request, submission.id().toString(), null);
    IntakeOutcome outcome = intake.submit(submission);
    if (outcome instanceof IntakeOutcome.Received received) {
      return HttpResponse.created(receipt(received.receipt(), language));
    }
    throw new HttpStatusException(HttpStatus.CONFLICT, TipWords.say("tip.id-taken", language));
  }

  private static @Nullable SafeContact safe(@Nullable SafeBody body, Locale language) {
    if (body == null) {
      return null;
    }
    try {
      return SafeContact.typed(
              Boolean.TRUE.equals(body.neverCall()),
              body.textFrom(),
              body.textUntil(),
              Boolean.TRUE.equals(body.neutral()))
          .orElse(null);
    } catch (IllegalArgumentException e) {
      throw new HttpStatusException(
          HttpStatus.BAD_REQUEST, TipWords.say("tip.safe-hours", language));
    }
  }

  @Get("/follow")
  @Operation(
      summary = "Come back to a tip",
      description = "Every wrong code gets the same answer, a second late.")
  @ApiResponse(responseCode = "200", description = "The tip as its reporter may see it")
  @ApiResponse(responseCode = "404", description = "The code opens nothing")
  @ApiResponse(
      responseCode = "429",
      description = "Many codes were wrong: solve the challenge (subject: the code's digits)")
  Mono<FollowBody> follow(
      HttpRequest<?> request, @Header("Receipt-Code") @Nullable String receiptCode) {
    Locale language = TipWords.language(request);
    lookUp(request, receiptCode);
    return followUp
        .view(receiptCode)
        .map(
            view ->
                Mono.just(
                    new FollowBody(
                        view.id(),
                        view.progress(),
                        TipWords.say("progress." + view.progress(), language),
                        view.leadAgency(),
                        withOffset(view.receivedAt()),
                        view.openedAt() == null ? null : withOffset(view.openedAt()),
                        view.messages().stream().map(TipApi::message).toList(),
                        view.files().stream().map(TipApi::file).toList())))
        .orElseGet(() -> unknownCode(request, language));
  }

  @Post("/follow/messages")
  @Operation(
      summary = "Add a message to a tip",
      description = "The same id gives the same answer and no second message.")
  @ApiResponse(
      responseCode = "201",
      description = "Added",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = MessageBody.class)))
  @ApiResponse(responseCode = "404", description = "The code opens nothing")
  @ApiResponse(
      responseCode = "429",
      description = "Solve the challenge (subject: the message's id, or the code's digits)")
  Mono<HttpResponse<MessageBody>> write(
      HttpRequest<?> request,
      @Header("Receipt-Code") @Nullable String receiptCode,
      @Body @Valid NewMessageBody body) {
    Locale language = TipWords.language(request);
    UUID id = required(body.id());
    String digits = Gate.codeDigits(receiptCode);
    gate.admit(Door.MESSAGE, request, id.toString(), digits);
    return followUp
        .write(receiptCode, id, required(body.text()))
        .map(line -> Mono.<HttpResponse<MessageBody>>just(HttpResponse.created(message(line))))
        .orElseGet(() -> unknownCode(request, language));
  }

  /** A one-time code as read out on the phone, and what the caller's device made up for it. */
  @Serdeable
  @Introspected
  @Schema(name = "FirstCodeExchange")
  record FirstCodeBody(
      @NotBlank @Size(max = 40) @Nullable String firstCode,
      @NotBlank
          @Pattern(regexp = "[A-Za-z0-9_-]{22}(==)?")
          @Schema(
              description = "16 random bytes, base64url: asked again with the same, answered again")
          @Nullable String claim) {

    @Override
    public String toString() {
      return "FirstCodeExchange[…]";
    }
  }

  /** The code to keep. */
  @Serdeable
  @Schema(name = "ReceiptCode")
  record ReceiptCodeBody(String receiptCode) {

    @Override
    public String toString() {
      return "ReceiptCode[…]";
    }
  }

  @Post("/follow/first-code")
  @Operation(
      summary = "Exchange the one-time code of a phone call for a receipt code",
      description = "Once. Wrong, expired and used codes get the same answer, a second late.")
  @ApiResponse(responseCode = "200", description = "The receipt code; the one-time code is dead")
  @ApiResponse(responseCode = "404", description = "The code opens nothing")
  @ApiResponse(
      responseCode = "429",
      description = "Many codes were wrong: solve the challenge (subject: the code's digits)")
  Mono<ReceiptCodeBody> exchange(HttpRequest<?> request, @Body @Valid FirstCodeBody body) {
    lookUp(request, body.firstCode());
    byte[] claim = Base64.getUrlDecoder().decode(required(body.claim()).replace("=", ""));
    return firstCodes
        .exchange(body.firstCode(), claim)
        .map(code -> Mono.just(new ReceiptCodeBody(code.grouped())))
        .orElseGet(() -> unknownCode(request, TipWords.language(request)));
  }

  private @Nullable Long unitId(HttpRequest<?> request, PlaceBody place) {
    if (place.unitCode() == null) {
      return null;
    }
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate day =
        place.unitValidFrom() == null ? LegalTime.day(clock.instant()) : place.unitValidFrom();
    return snapshot
        .unitByCode(place.unitCode(), day)
        .map(Unit::id)
        .orElseThrow(
            () ->
                new HttpStatusException(
                    HttpStatus.BAD_REQUEST,
                    TipWords.say("tip.unknown-unit", TipWords.language(request), day.toString())));
  }

  private static ReceiptBody receipt(TipReceipt receipt, Locale language) {
    return new ReceiptBody(
        receipt.id(),
        receipt.code().grouped(),
        receipt.leadAgency(),
        withOffset(receipt.receivedAt()),
        TipWords.say("tip.next", language, receipt.leadAgency()),
        receipt.dangerLine().map(TipApi::hotline).orElse(null),
        receipt.place());
  }

  private static HotlineBody hotline(Hotline line) {
    return new HotlineBody(line.number(), line.name());
  }

  private static FileBody file(ReporterFiles.File file) {
    return new FileBody(
        file.id(),
        file.name(),
        file.length(),
        file.received(),
        file.complete(),
        file.fromAgency() ? Dialogue.From.STAFF : Dialogue.From.REPORTER,
        file.type());
  }

  private static MessageBody message(Dialogue.Line line) {
    return new MessageBody(line.id(), line.from(), line.text(), withOffset(line.at()));
  }

  private void lookUp(HttpRequest<?> request, @Nullable String receiptCode) {
    String digits = Gate.codeDigits(receiptCode);
    gate.admit(Door.LOOK_UP, request, digits, digits);
  }

  /** The one answer to every wrong code; it comes late, and holds no thread meanwhile. */
  private <T> Mono<T> unknownCode(HttpRequest<?> request, Locale language) {
    gate.wrongCode(request);
    return Mono.delay(gate.wrongCodeDelay())
        .flatMap(
            late ->
                Mono.error(
                    new HttpStatusException(
                        HttpStatus.NOT_FOUND, TipWords.say("follow.unknown-code", language))));
  }

  /** Validation has seen to it; this tells the compiler. */
  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("Validated value is missing");
    }
    return value;
  }
}
