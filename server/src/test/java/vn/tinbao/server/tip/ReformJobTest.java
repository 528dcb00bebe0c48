package vn.tinbao.server.tip;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.access.MovesCases;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "ReformJob")
class ReformJobTest {
  @Inject ReformJob job;
  @Inject TestSql sql;
  @Inject AccessWorld world;
  @Inject MovesCases cases;
  @Inject SightRows sight;

  @Test
  void what_fails_at_one_agency_stops_no_other_and_is_tried_again_soon() {
    job.runWhenDue();
    UUID broken = world.tip().id();
    String first = cases.endedBefore(AccessWorld.HERE);
    cases.leadBy(broken, first);
    sql.run("DELETE FROM tinbao.tip_reading WHERE tip_id = '" + broken + "'");
    UUID sound = world.tip().id();
    cases.leadBy(sound, cases.endedBefore(AccessWorld.THIRD));
    sql.run(
        "UPDATE tinbao.nightly_job SET next_at = now() - interval '1 minute'"
            + " WHERE name = 'reforms'");
    assertThat(job.runWhenDue()).isTrue();
    assertThat(sight.leadAgency(broken)).contains(first);
    assertThat(sight.leadAgency(sound)).contains(AccessWorld.THIRD);
    sql.run(
        "UPDATE tinbao.nightly_job SET next_at = next_at - interval '11 minutes'"
            + " WHERE name = 'reforms'");
    assertThat(job.runWhenDue()).as("not only tomorrow").isTrue();
    sql.run("UPDATE tinbao.tip SET state = 'NOT_A_REPORT'");
    sql.run("DELETE FROM tinbao.nightly_job WHERE name = 'reforms'");
  }

  @Test
  void one_node_runs_it_once_when_it_is_due() {
    assertThat(job.runWhenDue()).as("the first sight only sets the time").isFalse();
    assertThat(job.runWhenDue()).isFalse();
    sql.run(
        "UPDATE tinbao.nightly_job SET next_at = now() - interval '1 minute'"
            + " WHERE name = 'reforms'");
    assertThat(job.runWhenDue()).isTrue();
    assertThat(job.runWhenDue()).isFalse();
  }
}
