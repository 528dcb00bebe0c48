package vn.tinbao.server.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-16T08:00:00+07:00")
@Property(name = "tinbao.clocks.timer", value = "true")
@Property(name = "tinbao.clocks.look", value = "200ms")
class ClockTimerTest {
  @Inject EmbeddedServer server;
  @Inject TipIntake intake;
  @Inject SettableClock time;
  @Inject TestSql sql;

  @Test
  void broken_clocks_are_found_without_anybody_asking() {
    assertThat(server.isRunning()).isTrue();
    UUID tip =
        Tips.submit(intake, "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc làm việc").id();
    time.advance(Duration.ofMinutes(16));
    await()
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM tinbao.tip_event WHERE kind = 'CLOCK_BREACHED'"
                            + " AND tip_id = '%s'".formatted(tip))
                    == 1);
  }
}
