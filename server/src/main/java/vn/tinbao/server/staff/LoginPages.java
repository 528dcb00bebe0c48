package vn.tinbao.server.staff;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
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
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** Where staff sign in and out in a browser, and choose their password. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class LoginPages {
  static final String PASSWORD = "/account/password";
  private static final String ACCOUNT = "/account";
  private static final String DESK = "/desk";

  /** Who works at the desk; the others are shown their own page first. */
  private static final Set<Role> AT_THE_DESK =
      Set.of(Role.DUTY_OFFICER, Role.AGENCY_LEAD, Role.AUDITOR, Role.ADMIN);

  private final Templates pages = new StaticTemplates();
  private final SignIn signIn;
  private final SignInRecords records;
  private final StaffAccounts accounts;
  private final Passwords passwords;
  private final HttpClientAddressResolver addresses;
  private final Catalogue catalogue;

  LoginPages(
      SignIn signIn,
      SignInRecords records,
      StaffAccounts accounts,
      Passwords passwords,
      HttpClientAddressResolver addresses,
      Catalogue catalogue) {
    this.signIn = signIn;
    this.records = records;
    this.accounts = accounts;
    this.passwords = passwords;
    this.addresses = addresses;
    this.catalogue = catalogue;
  }

  /** What the sign-in form sends. */
  @Serdeable
  @Introspected
  record LoginForm(
      @Nullable String username,
      @Nullable String password,
      @Nullable String code,
      @Nullable String next) {

    @Override
    public String toString() {
      return "LoginForm[…]";
    }
  }

  /** What the form for a new password sends. */
  @Serdeable
  @Introspected
  record PasswordForm(@Nullable String password, @Nullable String again) {

    @Override
    public String toString() {
      return "PasswordForm[…]";
    }
  }

  @Get("/login")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> login(HttpRequest<?> request, Ui ui, @QueryValue Optional<String> next) {
    String then = LocalPath.orElse(next.orElse(null), "");
    Optional<Session> session = StaffMemberBinder.session(request);
    if (session.isPresent()) {
      return HttpResponse.seeOther(URI.create(where(then, session.get().member())));
    }
    return HttpResponse.ok(pages.staffLogin(ui, "", then, null));
  }

  @Post("/login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> login(HttpRequest<?> request, Ui ui, @Body LoginForm form) {
    String username = Objects.requireNonNullElse(form.username(), "");
    String then = LocalPath.orElse(form.next(), "");
    SignInOutcome outcome =
        signIn.attempt(
            new SignIn.Attempt(
                username,
                Objects.requireNonNullElse(form.password(), ""),
                Objects.requireNonNullElse(form.code(), ""),
                SessionKind.WEB,
                null,
                addresses.resolve(request)));
    if (outcome instanceof SignInOutcome.Welcome welcome) {
      return HttpResponse.seeOther(URI.create(where(then, welcome.member())))
          .cookie(Sessions.cookie(request, welcome.session().token()));
    }
    if (outcome instanceof SignInOutcome.Wait wait) {
      String sentence = ui.t("staff.wait", OfficerSessionApi.minutes(wait.left()));
      return again(HttpStatus.TOO_MANY_REQUESTS, pages.staffLogin(ui, username, then, sentence))
          .header("Retry-After", Long.toString(Math.max(1, wait.left().toSeconds())));
    }
    return again(
        HttpStatus.UNAUTHORIZED, pages.staffLogin(ui, username, then, ui.t("staff.wrong")));
  }

  @Post("/logout")
  @Consumes(MediaType.ALL)
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> logout(HttpRequest<?> request) {
    StaffMemberBinder.session(request).ifPresent(records::signedOut);
    return HttpResponse.seeOther(URI.create("/login")).cookie(Sessions.noCookie(request));
  }

  @Get(ACCOUNT)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  JteModel account(Ui ui, StaffMember member) {
    return pages.staffAccount(ui, member, OfficerSessionApi.agencyName(catalogue, member));
  }

  /** A sign of life from a page where somebody works without loading anything. */
  @Get("/account/here")
  @Produces(MediaType.APPLICATION_JSON)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<Void> here() {
    return HttpResponse.noContent();
  }

  @Get(PASSWORD)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  JteModel password(HttpRequest<?> request, Ui ui) {
    boolean once = StaffMemberBinder.session(request).map(Session::passwordOnce).orElse(false);
    return pages.staffPassword(ui, once, null);
  }

  @Post(PASSWORD)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> password(HttpRequest<?> request, Ui ui, @Body PasswordForm form) {
    Session session = StaffMemberBinder.session(request).orElseThrow();
    String password = Objects.requireNonNullElse(form.password(), "");
    String mistake = mistake(session.member(), password, form.again());
    if (mistake != null) {
      return again(
          HttpStatus.UNPROCESSABLE_ENTITY,
          pages.staffPassword(ui, session.passwordOnce(), ui.t(mistake)));
    }
    String hash = passwords.oneOfFew(() -> passwords.hash(password));
    accounts.choosePassword(session.member().id(), hash, session.id());
    return HttpResponse.seeOther(URI.create(where("", session.member())));
  }

  /** Where somebody wanted to go, else where they work. */
  private static String where(String wanted, StaffMember member) {
    if (!wanted.isEmpty()) {
      return wanted;
    }
    return Collections.disjoint(member.roles(), AT_THE_DESK) ? ACCOUNT : DESK;
  }

  private static @Nullable String mistake(
      StaffMember member, String password, @Nullable String again) {
    if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST) {
      return "staff.password.length";
    }
    if (password.toLowerCase(Locale.ROOT).contains(member.username())) {
      return "staff.password.name";
    }
    return password.equals(again) ? null : "staff.password.different";
  }

  private static MutableHttpResponse<JteModel> again(HttpStatus status, JteModel page) {
    return HttpResponse.<JteModel>status(status).body(page);
  }
}
