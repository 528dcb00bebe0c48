package vn.tinbao.server.staff;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Where an officer's phone signs in and out. */
@Controller("/api/v1/officer/sessions")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Officer")
class OfficerSessionApi {
  private final SignIn signIn;
  private final SignInRecords records;
  private final HttpClientAddressResolver addresses;
  private final Catalogue catalogue;

  OfficerSessionApi(
      SignIn signIn,
      SignInRecords records,
      HttpClientAddressResolver addresses,
      Catalogue catalogue) {
    this.signIn = signIn;
    this.records = records;
    this.addresses = addresses;
    this.catalogue = catalogue;
  }

  /** Name, password and one-time code. */
  @Serdeable
  @Introspected
  @Schema(name = "NewOfficerSession")
  record SignInBody(
      @NotBlank @Size(max = 100) @Nullable String username,
      @NotBlank @Size(max = 200) @Nullable String password,
      @NotBlank @Size(max = 20) @Nullable String totp,
      @NotBlank @Size(max = 100) @Nullable String deviceName) {

    @Override
    public String toString() {
      return "NewOfficerSession[…]";
    }
  }

  /** A session. The token is shown this once. */
  @Serdeable
  @Schema(name = "OfficerSession")
  record SessionBody(String token, OffsetDateTime expiresAt, OfficerBody officer) {

    @Override
    public String toString() {
      return "OfficerSession[" + officer.id() + "]";
    }
  }

  /** Who signed in. */
  @Serdeable
  @Schema(name = "OfficerSelf")
  record OfficerBody(UUID id, String name, String agency, List<Role> roles) {}

  @Post
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Operation(summary = "Sign in on a phone")
  @ApiResponse(
      responseCode = "201",
      description = "Signed in; the token is shown this once",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SessionBody.class)))
  @ApiResponse(responseCode = "401", description = "Name, password or code is wrong")
  @ApiResponse(responseCode = "429", description = "Too many failures: see Retry-After")
  HttpResponse<SessionBody> signIn(HttpRequest<?> request, @Body @Valid SignInBody body) {
    SignInOutcome outcome =
        signIn.attempt(
            new SignIn.Attempt(
                given(body.username()),
                given(body.password()),
                given(body.totp()),
                new SignInRecords.Place(
                    SessionKind.APP, given(body.deviceName()).strip(), null, null),
                addresses.resolve(request)));
    if (outcome instanceof SignInOutcome.Welcome welcome) {
      return HttpResponse.created(session(welcome));
    }
    if (outcome instanceof SignInOutcome.Wait wait) {
      throw new Refusal(
          HttpStatus.TOO_MANY_REQUESTS, wait.left(), "staff.wait", minutes(wait.left()));
    }
    if (outcome instanceof SignInOutcome.ChoosePasswordFirst) {
      throw new Refusal(HttpStatus.FORBIDDEN, "staff.choose-password-first");
    }
    throw new Refusal(HttpStatus.UNAUTHORIZED, "staff.wrong");
  }

  @Delete("/current")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Operation(summary = "Sign out on this phone")
  HttpResponse<Void> signOut(HttpRequest<?> request) {
    StaffMemberBinder.session(request).ifPresent(records::signedOut);
    return HttpResponse.noContent();
  }

  private SessionBody session(SignInOutcome.Welcome welcome) {
    StaffMember member = welcome.member();
    return new SessionBody(
        welcome.session().token(),
        welcome.session().expiresAt().atZone(Ui.ZONE).toOffsetDateTime(),
        new OfficerBody(
            member.id(),
            member.name(),
            agencyName(catalogue, member),
            member.roles().stream().sorted().toList()));
  }

  /** Public name of a member's agency; its id when the catalogue does not know it. */
  static String agencyName(Catalogue catalogue, StaffMember member) {
    return catalogue.now().agency(member.agencyId()).map(Agency::name).orElse(member.agencyId());
  }

  /** Validation has seen to it; this tells the compiler. */
  private static String given(@Nullable String value) {
    return Objects.requireNonNull(value);
  }

  /** Whole minutes, rounded up. */
  static long minutes(Duration left) {
    return Math.max(1, left.plusSeconds(59).toMinutes());
  }
}
