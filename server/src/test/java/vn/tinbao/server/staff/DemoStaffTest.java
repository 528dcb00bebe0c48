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
      List.of(new AgencySeat("truc.thu", "Người thử", AGENCY, Set.of(Role.DUTY_OFFICER)));

  @Inject DemoStaff demo;

  @Test
  void the_demo_knows_a_database_in_which_others_work() {
    assertThat(demo.othersWorkHere(SEATS)).isFalse();
    assertThat(demo.install(SEATS)).hasSize(1);
    assertThat(demo.install(SEATS)).hasSize(1);
    assertThat(demo.othersWorkHere(SEATS)).isFalse();
    var unused =
        demo.install(
            List.of(new AgencySeat("nguoi.that", "Người thật", AGENCY, Set.of(Role.ADMIN))));
    assertThat(demo.othersWorkHere(SEATS)).isTrue();
  }
}
