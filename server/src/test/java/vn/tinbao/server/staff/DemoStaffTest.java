package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;

@MicronautTest(transactional = false)
class DemoStaffTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final List<AgencySeat> SEATS =
      List.of(
          new AgencySeat("truc.thu", "Người thử", AGENCY, Set.of(Role.DUTY_OFFICER)),
          new AgencySeat("quantri.thu", "Quản trị thử", AGENCY, Set.of(Role.ADMIN)));

  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject AccountKeeping keeping;

  @Test
  void the_demo_knows_a_database_in_which_others_work() {
    assertThat(demo.othersWorkHere(SEATS)).isFalse();
    assertThat(demo.install(SEATS)).hasSize(2);
    assertThat(demo.install(SEATS)).hasSize(2);
    assertThat(demo.othersWorkHere(SEATS)).isFalse();
    // Whoever plays with the demo invites people: it must start again after that.
    StaffMember admin = accounts.byId(demo.install(SEATS).get(1).id()).orElseThrow();
    keeping.invite(
        admin,
        new AccountKeeping.NewPerson("duoc.moi", "Được mời", AGENCY, Set.of(Role.DUTY_OFFICER)));
    assertThat(demo.othersWorkHere(SEATS)).isFalse();
    var unused =
        demo.install(
            List.of(new AgencySeat("nguoi.that", "Người thật", AGENCY, Set.of(Role.ADMIN))));
    assertThat(demo.othersWorkHere(SEATS)).isTrue();
  }
}
