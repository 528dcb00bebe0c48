package vn.tinbao.server.push;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** Shows who keeps accounts, or heads an agency, how well pushes reach its people. */
@Controller("/admin/push")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.ACCOUNTS_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class FiguresPages {
  private final Templates pages = new StaticTemplates();
  private final PushFigures figures;
  private final StaffDevices devices;
  private final List<PushProvider> providers;

  FiguresPages(PushFigures figures, StaffDevices devices, List<PushProvider> providers) {
    this.figures = figures;
    this.devices = devices;
    this.providers = List.copyOf(providers);
  }

  @Get
  JteModel show(Ui ui, StaffMember viewer) {
    return pages.pushFigures(
        ui,
        new FiguresPage(
            providers.stream().map(PushProvider::name).sorted().toList(),
            figures.days(devices.sights(viewer))));
  }
}
