package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;

/** Messages that are claimed ahead of the places that they will take. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class HandTest {
  private static final int WINDOW = 8;

  @Inject LedgerFixture fixture;
  private final ScriptedProvider provider = new ScriptedProvider();
  private LedgerFixture.Running running;

  @BeforeEach
  void silent() {
    fixture.empty();
    provider.window = WINDOW;
    provider.staysSilent();
    running = fixture.running(provider);
  }

  private void enqueue(MessageClass messageClass, int many) {
    for (int i = 0; i < many; i++) {
      fixture.enqueue(messageClass);
    }
  }

  private void sendAll() {
    for (int i = 0; i < 5; i++) {
      var unused = running.sender().sendDue();
    }
  }

  @Test
  void the_provider_has_a_window_and_half_of_one_waits() throws Exception {
    enqueue(MessageClass.ALERT, 3 * WINDOW);
    sendAll();
    assertThat(provider.calls).hasSize(WINDOW);
    assertThat(fixture.states()).isEqualTo("QUEUED 12, SENDING 12");
    provider.open.get(0).complete(new SendResult.Accepted("p-0"));
    assertThat(provider.calls).as("answered is not written").hasSize(WINDOW);
    running.sender().recordSome(Duration.ofSeconds(5));
    assertThat(provider.calls).as("without another claim").hasSize(WINDOW + 1);
    assertThat(fixture.states()).isEqualTo("ACCEPTED 1, QUEUED 12, SENDING 11");
  }

  @Test
  void a_reply_goes_before_alerts_that_wait() throws Exception {
    enqueue(MessageClass.ALERT, WINDOW + 2);
    sendAll();
    UUID reply = fixture.enqueue(MessageClass.REPLY);
    sendAll();
    provider.open.get(0).complete(new SendResult.Accepted("p-0"));
    running.sender().recordSome(Duration.ofSeconds(5));
    assertThat(provider.calls).extracting(OutgoingSms::id).last().isEqualTo(reply);
  }

  @Test
  void awareness_never_waits_claimed_since_a_crash_would_lose_it() {
    enqueue(MessageClass.AWARENESS, 3 * WINDOW);
    sendAll();
    assertThat(fixture.sql.number("SELECT count(*) FROM sms.outbound WHERE state = 'SENDING'"))
        .isEqualTo(provider.calls.size())
        .isEqualTo(WINDOW);
  }

  @Test
  void what_waits_is_given_back_as_never_sent_when_the_link_ends() throws Exception {
    enqueue(MessageClass.REPLY, 2 * WINDOW);
    sendAll();
    provider.connected = false;
    sendAll();
    running.sender().recordSome(Duration.ofSeconds(5));
    assertThat(provider.calls).hasSize(WINDOW);
    assertThat(fixture.states()).isEqualTo("QUEUED 8, SENDING 8");
    assertThat(
            fixture.sql.text(
                "SELECT string_agg(DISTINCT outcome || ' ' || code, ',') FROM sms.attempt"
                    + " WHERE outcome IS NOT NULL"))
        .isEqualTo("NOT_SENT given-back");
    assertThat(List.copyOf(provider.calls)).extracting(OutgoingSms::id).doesNotHaveDuplicates();
  }
}
