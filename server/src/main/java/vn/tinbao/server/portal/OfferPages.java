package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Optional;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.offers.OfferAnswer;
import vn.tinbao.server.offers.OfferList;
import vn.tinbao.server.offers.OfferRegister;
import vn.tinbao.server.web.Ui;

/** "Is this offer real?": companies that may send workers abroad. What was asked is not kept. */
@Controller("/offers")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class OfferPages {
  private static final int LONGEST = 200;

  private final Templates pages = new StaticTemplates();
  private final Lines lines;
  private final OfferRegister register;
  private final Clock clock;

  OfferPages(Lines lines, OfferRegister register, Clock clock) {
    this.lines = lines;
    this.register = register;
    this.clock = clock;
  }

  /**
   * The question and, once asked, what the list says.
   *
   * @param q name or number of licence
   */
  @Get
  JteModel offers(Ui ui, @QueryValue Optional<String> q) {
    String asked = q.map(String::strip).orElse("");
    String cut = asked.length() > LONGEST ? asked.substring(0, LONGEST) : asked;
    OfferAnswer answer = cut.isEmpty() ? null : register.find(cut);
    OfferList list = answer == null ? register.newest().orElse(null) : answer.list();
    return pages.portalOffers(
        ui, lines.danger(), new OfferPage(cut, answer, list, LegalTime.day(clock.instant())));
  }
}
