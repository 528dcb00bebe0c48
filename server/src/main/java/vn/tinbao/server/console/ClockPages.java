package vn.tinbao.server.console;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.ClockRules;
import vn.tinbao.server.clocks.Escalations;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Which clocks there are, and which ones agencies below let run out. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class ClockPages {
  private final Templates pages = new StaticTemplates();
  private final ClockRules rules;
  private final Escalations escalations;
  private final Catalogue catalogue;
  private final ConsoleSettings settings;
  private final Clock clock;

  ClockPages(
      ClockRules rules,
      Escalations escalations,
      Catalogue catalogue,
      ConsoleSettings settings,
      Clock clock) {
    this.rules = rules;
    this.escalations = escalations;
    this.catalogue = catalogue;
    this.settings = settings;
    this.clock = clock;
  }

  /** The rules with their basis: public law, for everybody who signed in. */
  @Get("/clocks")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  JteModel rules(Ui ui) {
    return pages.consoleClockRules(ui, rules);
  }

  /** What the own agency was told because an agency below let a clock run out; newest first. */
  @Get("/desk/escalations")
  @Allowed(Action.TIP_QUEUE)
  JteModel escalations(Ui ui, StaffMember viewer) {
    return pages.consoleEscalations(
        ui,
        escalations.to(viewer.agencyId()).stream()
            .map(
                one ->
                    new EscalationLine(
                        one,
                        TipPageMaker.number(one.tipId()),
                        catalogue.now().agency(one.from()).map(Agency::name).orElse(one.from())))
            .toList(),
        new Moments(ui, clock.instant(), settings.immediately()));
  }
}
