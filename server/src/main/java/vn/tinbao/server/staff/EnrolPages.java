package vn.tinbao.server.staff;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.server.web.Ui;

/** Where an invited person chooses password and second factor. Looking uses nothing up. */
@Controller("/enrol")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class EnrolPages {
  private final Templates pages = new StaticTemplates();
  private final Enrolments enrolments;
  private final Passwords passwords;
  private final OneTimeCodes codes;
  private final SecretSeal seal;
  private final NameLocks names;
  private final SignInRecords records;
  private final AddressLimits limits;
  private final HttpClientAddressResolver addresses;

  EnrolPages(
      Enrolments enrolments,
      Passwords passwords,
      OneTimeCodes codes,
      SecretSeal seal,
      NameLocks names,
      SignInRecords records,
      AddressLimits limits,
      HttpClientAddressResolver addresses) {
    this.enrolments = enrolments;
    this.passwords = passwords;
    this.codes = codes;
    this.seal = seal;
    this.names = names;
    this.records = records;
    this.limits = limits;
    this.addresses = addresses;
  }

  /** What the form sends. */
  @Serdeable
  @Introspected
  record EnrolForm(
      @Nullable String code,
      @Nullable String current,
      @Nullable String password,
      @Nullable String again,
      @Nullable String secret,
      @Nullable String digits) {

    @Override
    public String toString() {
      return "EnrolForm[…]";
    }
  }

  /** Asks for the code, or shows what there is to choose when the link brought it. */
  @Get
  HttpResponse<?> show(HttpRequest<?> request, Ui ui, @QueryValue Optional<String> code) {
    if (code.isEmpty() || code.get().isBlank()) {
      return HttpResponse.ok(pages.staffEnrolCode(ui, null));
    }
    HttpResponse<?> wait = wait(request, ui);
    if (wait != null) {
      return wait;
    }
    Optional<Enrolments.Invited> invited = enrolments.find(code.get());
    if (invited.isEmpty()) {
      return gone(request, ui);
    }
    return HttpResponse.ok(
        pages.staffEnrol(ui, page(code.get(), invited.get(), codes.newSecret(), null)));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> enrol(HttpRequest<?> request, Ui ui, @Body EnrolForm form) {
    HttpResponse<?> wait = wait(request, ui);
    if (wait != null) {
      return wait;
    }
    String code = given(form.code());
    Optional<Enrolments.Invited> found = enrolments.find(code);
    if (found.isEmpty()) {
      return gone(request, ui);
    }
    Enrolments.Invited invited = found.get();
    byte[] secret = invited.factor() ? opened(invited, given(form.secret())) : null;
    if (invited.factor() && secret == null) {
      return again(ui, page(code, invited, codes.newSecret(), ui.t("account.enrol.anew")));
    }
    // A stranger with the link must not try out what the person still has.
    if (!(invited.password() && invited.factor()) && !names.wait(invited.username()).isZero()) {
      return again(ui, page(code, invited, secret, ui.t("account.password.wait")));
    }
    byte[] proving = secret != null ? secret : invited.totpSecret();
    OptionalLong step =
        proving == null ? OptionalLong.empty() : codes.stepOf(given(form.digits()), proving);
    String mistake =
        invited.password()
            ? Passwords.mistake(invited.username(), given(form.password()), form.again())
            : knows(invited, given(form.current())) ? null : "account.password.current-wrong";
    if (mistake == null && step.isEmpty()) {
      mistake = "account.enrol.digits-wrong";
    }
    if (mistake != null) {
      if (!mistake.startsWith("staff.password.") && !(invited.password() && invited.factor())) {
        records.failed(invited.username(), invited.accountId());
      }
      return again(ui, page(code, invited, secret, ui.t(mistake)));
    }
    String hash =
        invited.password()
            ? passwords.oneOfFew(() -> passwords.hash(given(form.password())))
            : null;
    if (!enrolments.enrol(code, invited, hash, secret, step.orElseThrow())) {
      return gone(request, ui);
    }
    return HttpResponse.ok(pages.staffEnrolled(ui, invited.username()));
  }

  private boolean knows(Enrolments.Invited invited, String password) {
    String hash = Objects.requireNonNullElse(invited.passwordHash(), Passwords.NOBODY);
    return password.length() <= Passwords.LONGEST
        && passwords.oneOfFew(() -> passwords.matches(password, hash));
  }

  private EnrolPage page(
      String code, Enrolments.Invited invited, byte @Nullable [] secret, @Nullable String error) {
    String username = invited.username();
    if (secret == null || !invited.factor()) {
      return new EnrolPage(
          code, invited.name(), username, invited.password(), false, null, null, null, error);
    }
    return new EnrolPage(
        code,
        invited.name(),
        username,
        invited.password(),
        true,
        Base32.encode(secret).replaceAll("(.{4})(?!$)", "$1 "),
        sealed(invited, secret),
        QrPicture.of(OneTimeCodes.uri(username, secret)),
        error);
  }

  private String sealed(Enrolments.Invited invited, byte[] secret) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(seal.seal(secret, context(invited)));
  }

  private byte @Nullable [] opened(Enrolments.Invited invited, String sealed) {
    try {
      return seal.open(Base64.getUrlDecoder().decode(sealed), context(invited));
    } catch (SealBrokenException | IllegalArgumentException e) {
      return null;
    }
  }

  private static String context(Enrolments.Invited invited) {
    return "enrol:" + invited.accountId();
  }

  private @Nullable HttpResponse<?> wait(HttpRequest<?> request, Ui ui) {
    Duration left = limits.wait(addresses.resolve(request));
    if (left.isZero()) {
      return null;
    }
    return HttpResponse.status(HttpStatus.TOO_MANY_REQUESTS)
        .header("Retry-After", Long.toString(Math.max(1, left.toSeconds())))
        .body(pages.staffEnrolCode(ui, ui.t("staff.wait", OfficerSessionApi.minutes(left))));
  }

  private HttpResponse<?> gone(HttpRequest<?> request, Ui ui) {
    limits.failed(addresses.resolve(request));
    return HttpResponse.status(HttpStatus.NOT_FOUND)
        .body(pages.staffEnrolCode(ui, ui.t("account.enrol.gone")));
  }

  private HttpResponse<JteModel> again(Ui ui, EnrolPage page) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.staffEnrol(ui, page));
  }

  private static String given(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
