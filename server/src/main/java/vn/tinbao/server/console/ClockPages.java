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
import java.util.stream.Stream;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.ClockRules;
import vn.tinbao.server.clocks.Escalations;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.PersonEscalations;
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
  private final PersonEscalations ofPeople;
  private final Catalogue catalogue;
  private final ConsoleSettings settings;
  private final Clock clock;

  ClockPages(
      ClockRules rules,
      Escalations escalations,
      PersonEscalations ofPeople,
      Catalogue catalogue,
      ConsoleSettings settings,
      Clock clock) {
    this.rules = rules;
    this.escalations = escalations;
    this.ofPeople = ofPeople;
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
    String agency = viewer.agencyId();
    return pages.consoleEscalations(
        ui,
        Stream.concat(
                escalations.to(agency).stream()
                    .map(one -> EscalationLine.of(one, false, name(one.from()))),
                ofPeople.to(agency).stream()
                    .map(one -> EscalationLine.of(one, true, name(one.from()))))
            .sorted(EscalationLine.OWED_FIRST)
            .toList(),
        new Moments(ui, clock.instant(), settings.immediately()));
  }

  private String name(String agencyId) {
    return catalogue.now().agency(agencyId).map(Agency::name).orElse(agencyId);
  }
}
