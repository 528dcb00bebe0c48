package vn.tinbao.server.portal;

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
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/** The numbers to call. */
@Controller("/hotlines")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class HotlinePages {
  private final Templates pages = new StaticTemplates();
  private final Lines lines;

  HotlinePages(Lines lines) {
    this.lines = lines;
  }

  @Get
  JteModel hotlines(Ui ui) {
    return pages.portalHotlines(ui, lines.danger(), lines.all());
  }
}
