package vn.tinbao.server.console;

import gg.jte.models.runtime.JteModel;
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
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.search.TipSearch;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Looking for tips. What is looked for stands in the body of the request, never in its address. */
@Controller("/desk/search")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_SEARCH)
@ExecuteOn(TaskExecutors.BLOCKING)
class SearchPages {
  private final Templates pages = new StaticTemplates();
  private final TipSearch search;
  private final StaffAccounts accounts;
  private final ConsoleSettings settings;
  private final Clock clock;

  SearchPages(TipSearch search, StaffAccounts accounts, ConsoleSettings settings, Clock clock) {
    this.search = search;
    this.accounts = accounts;
    this.settings = settings;
    this.clock = clock;
  }

  @Get
  JteModel form(Ui ui, StaffMember viewer) {
    return page(ui, viewer, SearchForm.fresh(), Map.of(), null);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> find(Ui ui, StaffMember viewer, @Body SearchForm form) {
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, viewer, form, mistakes, null));
    }
    return HttpResponse.ok(
        page(ui, viewer, form, mistakes, search.find(viewer, form.wish(), form.start())));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      SearchForm form,
      Map<String, String> mistakes,
      TipSearch.@Nullable Result result) {
    TipSearch.After next = result == null ? null : result.next();
    return pages.consoleSearch(
        ui,
        new SearchPage(
            form,
            mistakes,
            result,
            next == null ? null : next.written(),
            form.before(),
            accounts.officersOf(viewer.agencyId()),
            new Moments(ui, clock.instant(), settings.immediately())));
  }
}
