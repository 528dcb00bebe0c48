package vn.tinbao.server.demo;

import static java.util.stream.Collectors.joining;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.DemoStaff.DemoSignIn;

/** Runs everything in one process with demo data, and says where to go. */
@Command(
    name = "demo",
    description = "Run server, gateway and phones with the data of the five founding plans.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  @Override
  public Integer call() throws InterruptedException {
    long start = System.nanoTime();
    try (ApplicationContext context = ServeCommand.start(Map.of())) {
      DemoStaff staff = context.getBean(DemoStaff.class);
      List<AgencySeat> seats = context.getBean(DemoSeats.class).seats();
      if (staff.othersWorkHere(seats)) {
        throw new IllegalStateException(
            "This database has accounts of its own, and the demo's password is published: the demo"
                + " does not run on it. Set TINBAO_HOME to another directory, or use serve.");
      }
      List<DemoSignIn> signIns = staff.install(seats);
      context.getBean(DemoTips.class).install();
      context.getBean(DemoCampaigns.class).install(signIns);
      context.getBean(DemoPlans.class).install(signIns);
      print(
          context.getBean(EmbeddedServer.class).getURI(),
          context.getBean(Catalogue.class).now(),
          signIns,
          staff.codeNow(),
          (System.nanoTime() - start) / 1_000_000_000.0);
      ServeCommand.awaitStop(context);
    }
    return 0;
  }

  private static void print(
      URI at, CatalogueSnapshot catalogue, List<DemoSignIn> signIns, String code, double seconds) {
    StringBuilder out = new StringBuilder();
    out.append("\nTinBao is running (ready in %.1f s). Ctrl-C stops it.\n\n".formatted(seconds));
    line(out, "Report a case", at + "/");
    line(out, "Follow it up", at + "/follow");
    line(out, "Page of phones (SMS)", at + "/simulator");
    line(out, "Warnings and news", at + "/news");
    line(out, "Staff console", at + "/desk");
    line(out, "Campaigns", at + "/campaigns");
    line(out, "API", at + "/api");
    line(out, "The app", "./tinbao app   (in another terminal with a display)");
    out.append("\nSign-ins, all with password ").append(DemoStaff.PASSWORD).append('\n');
    out.append("and the second factor ").append(DemoStaff.TOTP_SECRET);
    out.append(" (the code is now ").append(code).append(")\n\n");
    for (DemoSignIn signIn : signIns) {
      out.append(
          "  %-20s %-20s %s\n"
              .formatted(
                  signIn.username(),
                  signIn.seat().roles().stream().map(Enum::name).collect(joining(", ")),
                  catalogue.agency(signIn.seat().agencyId()).map(Agency::name).orElseThrow()));
    }
    System.out.println(out);
  }

  private static void line(StringBuilder out, String what, String where) {
    out.append("  %-22s %s\n".formatted(what, where));
  }
}
