package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.SettableClock;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class QueueWatchTest {
  @Inject QueueWatch watch;
  @Inject LedgerFixture fixture;
  @Inject SettableClock time;

  @Test
  void whoever_asks_often_gets_the_same_figures_for_five_seconds() {
    assertThat(due()).isZero();
    fixture.enqueue(MessageClass.ALERT);
    time.advance(Duration.ofMillis(4_999));
    assertThat(due()).isZero();
    time.advance(Duration.ofMillis(1));
    assertThat(due()).isEqualTo(1);
  }

  @Test
  void a_database_that_is_away_is_not_asked_by_everybody_either() {
    time.advance(Duration.ofSeconds(5));
    fixture.sql.run("ALTER TABLE sms.outbound RENAME TO outbound_away");
    assertThat(watch.recent()).isEmpty();
    fixture.sql.run("ALTER TABLE sms.outbound_away RENAME TO outbound");
    assertThat(watch.recent()).isEmpty();
    time.advance(Duration.ofSeconds(5));
    assertThat(watch.recent()).isPresent();
  }

  private long due() {
    return watch.recent().orElseThrow().lanes().get(MessageClass.ALERT).due();
  }
}
