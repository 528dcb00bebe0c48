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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** A person's own account: devices that are signed in, and the password. */
@Controller("/account")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class AccountPages {
  static final String ACCOUNT = "/account";
  static final String PASSWORD = "/account/password";
  private static final String DEVICES = "/account#devices";

  private final Templates pages = new StaticTemplates();
  private final SignIn signIn;
  private final StaffAccounts accounts;
  private final OwnSessions sessions;
  private final Passwords passwords;
  private final Catalogue catalogue;

  AccountPages(
      SignIn signIn,
      StaffAccounts accounts,
      OwnSessions sessions,
      Passwords passwords,
      Catalogue catalogue) {
    this.signIn = signIn;
    this.accounts = accounts;
    this.sessions = sessions;
    this.passwords = passwords;
    this.catalogue = catalogue;
  }

  /** What the form for a new password sends. */
  @Serdeable
  @Introspected
  record PasswordForm(@Nullable String current, @Nullable String password, @Nullable String again) {

    @Override
    public String toString() {
      return "PasswordForm[…]";
    }
  }

  @Get
  JteModel account(HttpRequest<?> request, Ui ui, StaffMember member) {
    Session session = session(request);
    return pages.staffAccount(
        ui,
        new AccountPage(
            member,
            OfficerSessionApi.agencyName(catalogue, member),
            accounts.hasPassword(member.id()),
            session.id(),
            sessions.of(member.id())));
  }

  /** A sign of life from a page where somebody works without loading anything. */
  @Get("/here")
  @Produces(MediaType.APPLICATION_JSON)
  HttpResponse<Void> here() {
    return HttpResponse.noContent();
  }

  /** Ends one of the person's own sessions; the one in use too, if so wished. */
  @Post("/sessions/{id}/end")
  @Consumes(MediaType.ALL)
  HttpResponse<?> end(HttpRequest<?> request, UUID id) {
    sessions.end(session(request), id);
    return HttpResponse.seeOther(URI.create(DEVICES));
  }

  @Post("/sessions/end-others")
  @Consumes(MediaType.ALL)
  HttpResponse<?> endOthers(HttpRequest<?> request) {
    sessions.endOthers(session(request));
    return HttpResponse.seeOther(URI.create(DEVICES));
  }

  /** The person has seen that somebody signed in elsewhere. */
  @Post("/sessions/seen")
  @Consumes(MediaType.ALL)
  HttpResponse<?> seen(HttpRequest<?> request) {
    sessions.seen(session(request));
    return HttpResponse.seeOther(URI.create(DEVICES));
  }

  @Get("/password")
  JteModel password(HttpRequest<?> request, Ui ui) {
    return pages.staffPassword(ui, session(request).passwordOnce(), null);
  }

  @Post("/password")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> password(HttpRequest<?> request, Ui ui, @Body PasswordForm form) {
    Session session = session(request);
    String password = Objects.requireNonNullElse(form.password(), "");
    String mistake =
        session.passwordOnce()
            ? null
            : switch (signIn.confirm(
                session.member(), Objects.requireNonNullElse(form.current(), ""))) {
              case RIGHT -> null;
              case WRONG -> "account.password.current-wrong";
              case WAIT -> "account.password.wait";
            };
    if (mistake == null) {
      mistake = Passwords.mistake(session.member().username(), password, form.again());
    }
    if (mistake != null) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.staffPassword(ui, session.passwordOnce(), ui.t(mistake)));
    }
    String hash = passwords.oneOfFew(() -> passwords.hash(password));
    SessionStore.NewSession next = accounts.choosePassword(session, hash);
    return HttpResponse.seeOther(URI.create(LoginPages.where("", session.member())))
        .cookie(Sessions.cookie(request, next.token()));
  }

  private static Session session(HttpRequest<?> request) {
    return StaffMemberBinder.session(request).orElseThrow();
  }
}
