package vn.tinbao.server.console.catalogue;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.CalendarDay;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Days off and swapped working days, by which limits are counted; the country's, so central. */
@Controller("/admin/catalogue/calendar")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CATALOGUE_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class CalendarPages {
  private static final String HERE = "/admin/catalogue/calendar?year=";

  private final Templates pages = new StaticTemplates();
  private final LegalCalendar calendar;
  private final CatalogueKeepers keepers;
  private final Clock clock;

  CalendarPages(LegalCalendar calendar, CatalogueKeepers keepers, Clock clock) {
    this.calendar = calendar;
    this.keepers = keepers;
    this.clock = clock;
  }

  /** The special days of a year; this one when none that can be is asked for. */
  @Get
  JteModel year(Ui ui, StaffMember viewer, @QueryValue Optional<String> year) {
    return page(ui, viewer, year(year.orElse("")), CalendarForm.EMPTY, null);
  }

  /** Says something about a day. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> say(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    CalendarForm form = CalendarForm.of(sent);
    LocalDate day = AskedDay.read(form.day());
    String mistake = mayNot(viewer);
    if (mistake == null) {
      mistake =
          day == null
              ? "calendar.mistake.DAY"
              : calendar
                  .say(
                      new CalendarDay(
                          day, form.worked(), form.name(), form.source(), form.confirmed(), true),
                      viewer.id())
                  .map(wrong -> "calendar.mistake." + wrong)
                  .orElse(null);
    }
    return mistake == null && day != null
        ? HttpResponse.seeOther(URI.create(HERE + day.getYear()))
        : refused(
            ui,
            viewer,
            day == null ? year(Fields.text(sent, "year")) : day.getYear(),
            form,
            mistake);
  }

  /** Takes back what was said of a day. */
  @Post("/unsaid")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> unsay(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    LocalDate day = AskedDay.read(Fields.text(sent, "day"));
    String mistake = day == null ? "calendar.mistake.DAY" : mayNot(viewer);
    if (mistake != null || day == null) {
      return refused(ui, viewer, year(Fields.text(sent, "year")), CalendarForm.EMPTY, mistake);
    }
    calendar.unsay(day, viewer.id());
    return HttpResponse.seeOther(URI.create(HERE + day.getYear()));
  }

  /** Says whether a year's days off are confirmed. */
  @Post("/year")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Allowed(Action.CATALOGUE_KEEP)
  HttpResponse<?> confirm(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    int year = (int) Fields.number(sent, "year");
    String mistake = mayNot(viewer);
    if (mistake == null) {
      mistake =
          calendar
              .confirm(
                  year,
                  Fields.text(sent, "confirmed").equals("yes"),
                  Fields.text(sent, "source"),
                  viewer.id())
              .map(wrong -> "calendar.mistake." + wrong)
              .orElse(null);
    }
    return mistake == null
        ? HttpResponse.seeOther(URI.create(HERE + year))
        : refused(ui, viewer, year(Fields.text(sent, "year")), CalendarForm.EMPTY, mistake);
  }

  private @Nullable String mayNot(StaffMember viewer) {
    return keepers.keepsRules(viewer, List.of()) ? null : "calendar.not-keeper";
  }

  private HttpResponse<?> refused(
      Ui ui, StaffMember viewer, int year, CalendarForm form, @Nullable String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, shown(year), form, mistake));
  }

  private JteModel page(
      Ui ui, StaffMember viewer, int year, CalendarForm form, @Nullable String mistake) {
    return pages.consoleCatalogueCalendar(
        ui,
        calendar.year(year),
        calendar.days(year),
        form,
        mayNot(viewer) == null && ui.may("CATALOGUE_KEEP"),
        mistake);
  }

  private int year(String typed) {
    try {
      return shown(Integer.parseInt(typed.strip()));
    } catch (NumberFormatException e) {
      return shown(0);
    }
  }

  private int shown(int year) {
    return year >= LegalCalendar.FIRST_YEAR && year <= LegalCalendar.LAST_YEAR
        ? year
        : LegalTime.day(clock.instant()).getYear();
  }
}
