package vn.tinbao.server.conversation;

import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.TestSql;

/** A duty officer at the desk, for tests: signed in, at the agency that leads a tip or another. */
@Singleton
final class DutyDesk {
  private final EmbeddedServer server;
  private final DemoStaff demo;
  private final TestSql sql;

  DutyDesk(EmbeddedServer server, DemoStaff demo, TestSql sql) {
    this.server = server;
    this.demo = demo;
    this.sql = sql;
  }

  Surfer ofLead(UUID tip) {
    return of(sql.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'"));
  }

  Surfer of(String agency) {
    String name = "truc." + UUID.randomUUID().toString().substring(0, 8);
    var installed =
        demo.install(
            List.of(new DemoStaff.AgencySeat(name, "Trực ban", agency, Set.of(Role.DUTY_OFFICER))));
    Surfer surfer = new Surfer(server);
    var signedIn =
        surfer.post(
            "/login", "username", name, "password", DemoStaff.PASSWORD, "code", demo.codeNow());
    return surfer;
  }
}
