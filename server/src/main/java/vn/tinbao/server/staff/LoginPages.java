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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** Where staff sign in and out in a browser. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class LoginPages {
  private static final String DESK = "/desk";

  private final Templates pages = new StaticTemplates();
  private final SignIn signIn;
  private final SignInRecords records;
  private final KnownDevices devices;
  private final HttpClientAddressResolver addresses;
  private final OidcSettings oidc;

  LoginPages(
      SignIn signIn,
      SignInRecords records,
      KnownDevices devices,
      HttpClientAddressResolver addresses,
      OidcSettings oidc) {
    this.signIn = signIn;
    this.records = records;
    this.devices = devices;
    this.addresses = addresses;
    this.oidc = oidc;
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

  @Get("/login")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> login(HttpRequest<?> request, Ui ui, @QueryValue Optional<String> next) {
    String then = LocalPath.orElse(next.orElse(null), "");
    Optional<Session> session = StaffMemberBinder.session(request);
    if (session.isPresent()) {
      return HttpResponse.seeOther(URI.create(where(then, session.get().member())));
    }
    return HttpResponse.ok(pages.staffLogin(ui, "", then, null, OidcSettings.button(oidc, ui)));
  }

  @Post("/login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> login(HttpRequest<?> request, Ui ui, @Body LoginForm form) {
    String username = Objects.requireNonNullElse(form.username(), "");
    String then = LocalPath.orElse(form.next(), "");
    String mark = Sessions.mark(request).orElseGet(devices::newToken);
    SignInOutcome outcome =
        signIn.attempt(
            new SignIn.Attempt(
                username,
                Objects.requireNonNullElse(form.password(), ""),
                Objects.requireNonNullElse(form.code(), ""),
                Sessions.place(request, mark),
                addresses.resolve(request)));
    if (outcome instanceof SignInOutcome.Welcome welcome) {
      return HttpResponse.seeOther(URI.create(where(then, welcome.member())))
          .cookie(Sessions.cookie(request, welcome.session().token()))
          .cookie(Sessions.markCookie(request, mark));
    }
    if (outcome instanceof SignInOutcome.Wait wait) {
      String sentence = ui.t("staff.wait", OfficerSessionApi.minutes(wait.left()));
      return again(
              HttpStatus.TOO_MANY_REQUESTS,
              pages.staffLogin(ui, username, then, sentence, OidcSettings.button(oidc, ui)))
          .header("Retry-After", Long.toString(Math.max(1, wait.left().toSeconds())));
    }
    return again(
        HttpStatus.UNAUTHORIZED,
        pages.staffLogin(ui, username, then, ui.t("staff.wrong"), OidcSettings.button(oidc, ui)));
  }

  @Post("/logout")
  @Consumes(MediaType.ALL)
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> logout(HttpRequest<?> request) {
    StaffMemberBinder.session(request).ifPresent(records::signedOut);
    return HttpResponse.seeOther(URI.create("/login")).cookie(Sessions.noCookie(request));
  }

  /** Where somebody wanted to go, else where they work; the others are shown their own page. */
  static String where(String wanted, StaffMember member) {
    if (!wanted.isEmpty()) {
      return wanted;
    }
    return Permissions.may(member, Action.TIP_QUEUE) ? DESK : AccountPages.ACCOUNT;
  }

  private static MutableHttpResponse<JteModel> again(HttpStatus status, JteModel page) {
    return HttpResponse.<JteModel>status(status).body(page);
  }
}
