package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.Database;

/** The end of a process that has just begun to claim. */
@MicronautTest(transactional = false, startApplication = false)
class SenderStopTest {
  /** The recorder looks up every 200 ms: a recorder that may end has ended by then. */
  private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(1);

  @Inject LedgerFixture fixture;
  @Inject Database database;

  @Test
  void what_the_last_claim_sends_has_its_outcome_written_down() throws Exception {
    fixture.empty();
    ScriptedProvider provider = new ScriptedProvider();
    Sender sender = fixture.running(provider).sender();
    UUID id = fixture.enqueue(MessageClass.REPLY);
    CompletableFuture<Void> stopped;
    try (Connection other = database.address().connect("test")) {
      other.setAutoCommit(false);
      try (var lock = other.createStatement()) {
        lock.execute("LOCK TABLE sms.attempt IN SHARE MODE"); // a claim adds to it
      }
      sender.start();
      await().until(() -> waiting() > 0);
      stopped =
          CompletableFuture.runAsync(
              () -> {
                try {
                  sender.stop();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      await().during(SEVERAL_LOOKS).until(() -> !stopped.isDone());
      other.rollback();
    }
    stopped.get();
    assertThat(provider.calls).hasSize(1);
    assertThat(fixture.state(id)).isEqualTo("ACCEPTED");
  }

  private long waiting() {
    return fixture.sql.number(
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
  }
}
