package vn.tinbao.server.audit;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.io.Writable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** The auditor's page: who did or saw what. */
@Controller("/audit")
@Hidden
@Allowed(Action.AUDIT_READ)
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditPages {
  private static final int LINES = 50;
  private static final int MOST_TYPED = 100;

  private final Templates pages = new StaticTemplates();
  private final AuditTrail trail;
  private final AuditCsv csv;
  private final Catalogue catalogue;
  private final Clock clock;

  AuditPages(AuditTrail trail, AuditCsv csv, Catalogue catalogue, Clock clock) {
    this.trail = trail;
    this.csv = csv;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * A search and its first rows, or those after {@code after}.
   *
   * @param who user name or part of a name
   * @param from first day, {@code 2026-11-22}
   */
  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel search(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> who,
      @QueryValue Optional<String> subject,
      @QueryValue Optional<String> action,
      @QueryValue Optional<String> from,
      @QueryValue Optional<String> to,
      @QueryValue Optional<String> after) {
    AuditPage.Asked asked = asked(who, subject, action, from, to);
    Optional<AuditTrail.After> place = after.flatMap(AuditTrail.After::parse);
    List<AuditTrail.Entry> found =
        trail.search(viewer, query(asked), place.orElse(AuditTrail.After.start()), LINES + 1);
    boolean more = found.size() > LINES;
    List<AuditTrail.Entry> shown = more ? List.copyOf(found.subList(0, LINES)) : found;
    String address = address(asked);
    return pages.auditAudit(
        ui,
        new AuditPage(
            asked,
            trail.actions(),
            shown,
            catalogue.now(),
            place.isEmpty(),
            more ? "/audit?" + address + "&after=" + shown.get(LINES - 1).place() : null,
            "/audit/rows.csv?" + address));
  }

  /** The same rows as a file for a spreadsheet; that it was taken is a row of the audit itself. */
  @Get("/rows.csv")
  @Produces("text/csv;charset=utf-8")
  HttpResponse<Writable> rows(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> who,
      @QueryValue Optional<String> subject,
      @QueryValue Optional<String> action,
      @QueryValue Optional<String> from,
      @QueryValue Optional<String> to) {
    AuditTrail.Query query = query(asked(who, subject, action, from, to));
    trail.exported(viewer, query);
    return HttpResponse.<Writable>ok(out -> csv.write(ui, query, out))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"tinbao-audit-%s.csv\""
                .formatted(LegalTime.day(clock.instant())));
  }

  private static AuditPage.Asked asked(
      Optional<String> who,
      Optional<String> subject,
      Optional<String> action,
      Optional<String> from,
      Optional<String> to) {
    String first = typed(from);
    String last = typed(to);
    boolean wrong =
        (!first.isEmpty() && day(first) == null) || (!last.isEmpty() && day(last) == null);
    return new AuditPage.Asked(typed(who), typed(subject), typed(action), first, last, wrong);
  }

  private static AuditTrail.Query query(AuditPage.Asked asked) {
    return new AuditTrail.Query(
        asked.who(), asked.subject(), asked.action(), day(asked.from()), day(asked.to()));
  }

  /** At most 100 signs, and none that PostgreSQL refuses. */
  private static String typed(Optional<String> field) {
    String text = field.orElse("").replace("\0", "").strip();
    return text.substring(0, Math.min(text.length(), MOST_TYPED));
  }

  /** A day of this era, so that PostgreSQL can count with it. */
  private static @Nullable LocalDate day(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return day.getYear() >= 1 && day.getYear() < 9999 ? day : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static String address(AuditPage.Asked asked) {
    return "who=%s&subject=%s&action=%s&from=%s&to=%s"
        .formatted(
            encoded(asked.who()),
            encoded(asked.subject()),
            encoded(asked.action()),
            encoded(asked.from()),
            encoded(asked.to()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
