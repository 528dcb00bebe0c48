package vn.tinbao.server.staff;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.understanding.Fold;
import vn.tinbao.server.web.Https;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Where administrators keep the accounts of their agencies, and heads of agencies confirm that
 * credentials are replaced.
 */
@Controller("/admin/staff")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.ACCOUNTS_KEEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class StaffPages {
  private static final int LINES = 50;
  private static final int AGENCIES = 30;
  private static final int LONGEST_NAME = 100;

  private final Templates pages = new StaticTemplates();
  private final AccountKeeping keeping;
  private final AccountKeepers keepers;
  private final Catalogue catalogue;
  private final OidcSettings oidc;

  StaffPages(
      AccountKeeping keeping, AccountKeepers keepers, Catalogue catalogue, OidcSettings oidc) {
    this.keeping = keeping;
    this.keepers = keepers;
    this.catalogue = catalogue;
    this.oidc = oidc;
  }

  @Get
  @Allowed(Action.ACCOUNTS_SEE)
  JteModel list(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> q,
      @QueryValue Optional<String> after) {
    String search = cut(q.orElse(""));
    List<StaffLine> found = keeping.list(viewer, search, cut(after.orElse("")), LINES + 1);
    boolean more = found.size() > LINES;
    List<StaffLine> shown = more ? found.subList(0, LINES) : found;
    return pages.staffList(
        ui,
        new StaffListPage(
            search,
            after.isEmpty() ? keeping.waiting(viewer) : List.of(),
            List.copyOf(shown),
            more ? shown.get(LINES - 1).member().username() : null,
            Permissions.may(viewer, Action.ACCOUNTS_KEEP),
            this::agencyName));
  }

  /** First the agency, then the person. */
  @Get("/new")
  JteModel start(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> agency,
      @QueryValue Optional<String> q) {
    List<Agency> choices = keepers.choices(viewer);
    Optional<Agency> chosen =
        choices.size() == 1
            ? Optional.of(choices.get(0))
            : choices.stream().filter(a -> a.id().equals(agency.orElse(""))).findFirst();
    return pages.staffNew(
        ui,
        new NewStaffPage(
            cut(q.orElse("")),
            chosen.isEmpty() ? matching(choices, q.orElse("")) : List.of(),
            chosen.map(Agency::id).orElse(null),
            chosen.map(Agency::name).orElse(null),
            keepers.mayGive(viewer),
            "",
            "",
            Set.of(),
            null));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> invite(
      HttpRequest<?> request, Ui ui, StaffMember viewer, @Body Map<String, String> form) {
    String agency = field(form, "agency");
    Set<Role> roles = roles(form);
    try {
      return shown(
          request,
          ui,
          keeping.invite(
              viewer,
              new AccountKeeping.NewPerson(
                  cut(field(form, "username")), cut(field(form, "name")), agency, roles)));
    } catch (UsernameTakenException taken) {
      return again(ui, viewer, form, roles, ui.t("account.username-taken"));
    } catch (StaffAccounts.UnfitException unfit) {
      return again(ui, viewer, form, roles, ui.t(unfit.key()));
    } catch (Refusal refused) {
      if (refused.status() != HttpStatus.UNPROCESSABLE_ENTITY) {
        throw refused;
      }
      return again(ui, viewer, form, roles, ui.t(refused.key()));
    }
  }

  /**
   * One account.
   *
   * @param agency where it is to move, chosen on the same page
   * @param q search for such an agency
   */
  @Get("/{id}")
  @Allowed(Action.ACCOUNTS_SEE)
  JteModel one(
      Ui ui,
      StaffMember viewer,
      UUID id,
      @QueryValue Optional<String> agency,
      @QueryValue Optional<String> q) {
    StaffLine line = keeping.one(viewer, id);
    boolean keeps =
        keepers.keeps(viewer, line.member().agencyId()) && !viewer.id().equals(line.member().id());
    List<Agency> choices = keeps ? keepers.choices(viewer) : List.of();
    String moved =
        choices.stream()
            .map(Agency::id)
            .filter(a -> a.equals(agency.orElse("")))
            .findFirst()
            .orElse(line.member().agencyId());
    return pages.staffOne(
        ui,
        new StaffPage(
            line,
            viewer.id(),
            keeps,
            keepers.confirms(viewer, line.member().agencyId()),
            keeps && oidc.on() && line.active() && !line.enrolled() && line.reset() == null,
            keepers.mayGive(viewer),
            moved,
            agencyName(moved),
            cut(q.orElse("")),
            q.isPresent() ? matching(choices, q.get()) : List.of()));
  }

  @Post("/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> change(StaffMember viewer, UUID id, @Body Map<String, String> form) {
    keeping.change(viewer, id, cut(field(form, "name")), field(form, "agency"), roles(form));
    return back(id);
  }

  @Post("/{id}/invite")
  @Consumes(MediaType.ALL)
  HttpResponse<?> inviteAgain(HttpRequest<?> request, Ui ui, StaffMember viewer, UUID id) {
    return shown(request, ui, keeping.inviteAgain(viewer, id));
  }

  @Post("/{id}/close")
  @Consumes(MediaType.ALL)
  HttpResponse<?> close(StaffMember viewer, UUID id) {
    keeping.close(viewer, id);
    return back(id);
  }

  @Post("/{id}/reopen")
  @Consumes(MediaType.ALL)
  HttpResponse<?> reopen(StaffMember viewer, UUID id) {
    keeping.reopen(viewer, id);
    return back(id);
  }

  @Post("/{id}/sessions/end")
  @Consumes(MediaType.ALL)
  HttpResponse<?> endSessions(StaffMember viewer, UUID id) {
    keeping.endSessions(viewer, id);
    return back(id);
  }

  /** Says who an invited person is to the identity provider. */
  @Post("/{id}/oidc")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> link(StaffMember viewer, UUID id, @Body Map<String, String> form) {
    keeping.link(
        viewer, id, oidc.on() ? String.valueOf(oidc.issuer()) : "", field(form, "subject"));
    return back(id);
  }

  @Post("/{id}/reset")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> requestReset(StaffMember viewer, UUID id, @Body Map<String, String> form) {
    String what = field(form, "what");
    keeping.requestReset(
        viewer,
        id,
        what.equals("password") || what.equals("both"),
        what.equals("factor") || what.equals("both"));
    return back(id);
  }

  @Post("/{id}/reset/{reset}/confirm")
  @Allowed(Action.FACTOR_RESET_CONFIRM)
  @Consumes(MediaType.ALL)
  HttpResponse<?> confirm(HttpRequest<?> request, Ui ui, StaffMember viewer, UUID id, UUID reset) {
    return shown(request, ui, keeping.confirmReset(viewer, id, reset));
  }

  @Post("/{id}/reset/{reset}/reject")
  @Allowed(Action.FACTOR_RESET_CONFIRM)
  @Consumes(MediaType.ALL)
  HttpResponse<?> reject(StaffMember viewer, UUID id, UUID reset) {
    keeping.rejectReset(viewer, id, reset);
    return back(id);
  }

  private HttpResponse<?> shown(HttpRequest<?> request, Ui ui, AccountKeeping.Opened opened) {
    String host = request.getHeaders().get(HttpHeaders.HOST);
    String base = host == null ? "" : (Https.of(request) ? "https://" : "http://") + host;
    return HttpResponse.ok(
        pages.staffInvited(
            ui,
            new InvitedPage(
                opened.id(),
                opened.name(),
                opened.invitation().code(),
                base + "/enrol?code=" + opened.invitation().code(),
                opened.invitation().expiresAt())));
  }

  private HttpResponse<?> again(
      Ui ui, StaffMember viewer, Map<String, String> form, Set<Role> roles, String error) {
    String agency = field(form, "agency");
    return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(
            pages.staffNew(
                ui,
                new NewStaffPage(
                    "",
                    List.of(),
                    agency,
                    agencyName(agency),
                    keepers.mayGive(viewer),
                    cut(field(form, "username")),
                    cut(field(form, "name")),
                    roles,
                    error)));
  }

  /** Every word of the search begins a word of the name, marks or not. */
  private static List<Agency> matching(List<Agency> choices, String search) {
    List<String> asked =
        Arrays.stream(Fold.text(cut(search)).split(" ")).filter(word -> !word.isEmpty()).toList();
    if (asked.isEmpty()) {
      return choices.size() <= AGENCIES ? choices : List.of();
    }
    return choices.stream()
        .filter(
            agency -> {
              String name = " " + Fold.text(agency.name());
              return asked.stream().allMatch(word -> name.contains(" " + word));
            })
        .sorted(Comparator.comparingInt(agency -> agency.name().length()))
        .limit(AGENCIES)
        .toList();
  }

  private String agencyName(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }

  private static Set<Role> roles(Map<String, String> form) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (form.containsKey("role-" + role)) {
        roles.add(role);
      }
    }
    return roles;
  }

  private static String field(Map<String, String> form, String name) {
    @Nullable String value = form.get(name);
    return value == null ? "" : value;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }

  private static HttpResponse<?> back(UUID id) {
    return HttpResponse.seeOther(URI.create("/admin/staff/" + id));
  }
}
