package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SentSearch;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class DoubtsTest {
  @Inject LedgerFixture fixture;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  private final ScriptedProvider provider = new ScriptedProvider();
  private final List<OutgoingSms> asked = new ArrayList<>();
  private CompletionStage<Optional<SentSearch.Found>> answer =
      CompletableFuture.completedFuture(Optional.empty());
  private LedgerFixture.Running running;

  @BeforeEach
  void empty() {
    fixture.empty();
    provider.search =
        new SentSearch() {
          @Override
          public Duration reliableAfter() {
            return Duration.ofMinutes(3);
          }

          @Override
          public CompletionStage<Optional<Found>> find(OutgoingSms sms, Instant startedAt) {
            asked.add(sms);
            return answer;
          }
        };
    provider.answers(new SendResult.InDoubt("time-out"));
    running = fixture.running(provider);
  }

  @Test
  void the_provider_is_asked_when_it_can_be_relied_on_and_not_before() throws Exception {
    UUID id = inDoubt(MessageClass.REPLY);
    time.advance(Duration.ofSeconds(179));
    sweep();
    assertThat(asked).isEmpty();
    assertThat(fixture.state(id)).as("the class does not decide").isEqualTo("UNKNOWN");
    time.advance(Duration.ofSeconds(1));
    sweep();
    assertThat(asked).extracting(OutgoingSms::id).containsExactly(id);
    assertThat(asked.get(0).text()).isEqualTo("Đã nhận tin báo");
  }

  @Test
  void what_is_found_counts_as_sent_under_its_name() throws Exception {
    UUID id = inDoubt(MessageClass.REPLY);
    answer = found("SM1", DeliveryStatus.SENT);
    time.advance(Duration.ofMinutes(3));
    sweep();
    assertThat(fixture.state(id)).isEqualTo("SENT");
    assertThat(sql.text("SELECT outcome || ' ' || provider_id FROM sms.attempt"))
        .isEqualTo("ACCEPTED SM1");
    assertThat(running.send()).isZero();
  }

  @Test
  void awareness_that_is_not_found_is_never_sent_again() throws Exception {
    UUID id = inDoubt(MessageClass.AWARENESS);
    time.advance(Duration.ofMinutes(3));
    sweep();
    assertThat(fixture.state(id)).as("lists lag, texts are hidden").isEqualTo("SENT_UNCONFIRMED");
    assertThat(sql.text("SELECT error_code FROM sms.outbound")).isEqualTo("not-found");
    time.advance(Duration.ofHours(1));
    sweep();
    assertThat(running.send()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLY", "ALERT"})
  void others_that_are_not_found_are_sent_once_more_and_never_a_third_time(
      MessageClass messageClass) throws Exception {
    UUID id = inDoubt(messageClass);
    time.advance(Duration.ofMinutes(3));
    sweep();
    assertThat(fixture.state(id)).isEqualTo("QUEUED");
    assertThat(running.send()).isEqualTo(1);
    time.advance(Duration.ofMinutes(3));
    sweep();
    assertThat(asked).as("asked both times").hasSize(2);
    assertThat(fixture.state(id)).isEqualTo("SENT_UNCONFIRMED");
    assertThat(provider.calls).hasSize(2);
  }

  @Test
  void a_provider_that_does_not_answer_is_asked_nothing_new_meanwhile() throws Exception {
    inDoubt(MessageClass.REPLY);
    CompletableFuture<Optional<SentSearch.Found>> slow = new CompletableFuture<>();
    answer = slow;
    time.advance(Duration.ofMinutes(3));
    CompletableFuture<Void> first = running.doubts().ask();
    UUID other = inDoubt(MessageClass.REPLY);
    for (int i = 0; i < 10; i++) {
      time.advance(Duration.ofMinutes(3));
      var unused = running.doubts().ask();
    }
    assertThat(asked).as("questions do not pile up").hasSize(1);
    slow.completeExceptionally(new IllegalStateException("down"));
    first.get(60, TimeUnit.SECONDS);
    running.doubts().ask().get(60, TimeUnit.SECONDS);
    assertThat(asked).extracting(OutgoingSms::id).contains(other);
  }

  @ParameterizedTest
  @EnumSource(MessageClass.class)
  void while_nobody_can_tell_it_is_asked_again_and_then_the_class_decides(MessageClass messageClass)
      throws Exception {
    UUID id = inDoubt(messageClass);
    answer = CompletableFuture.failedFuture(new IllegalStateException("down"));
    time.advance(Duration.ofMinutes(3));
    sweep();
    sweep();
    assertThat(asked).as("not twice at once").hasSize(1);
    time.advance(Duration.ofMinutes(1));
    sweep();
    assertThat(asked).hasSize(2);
    assertThat(fixture.state(id)).isEqualTo("UNKNOWN");
    time.advance(Duration.ofMinutes(30));
    sweep();
    assertThat(fixture.state(id))
        .isEqualTo(messageClass == MessageClass.AWARENESS ? "SENT_UNCONFIRMED" : "QUEUED");
  }

  @Test
  void news_that_comes_while_it_is_asked_wins() throws Exception {
    UUID id = inDoubt(MessageClass.AWARENESS);
    CompletableFuture<Optional<SentSearch.Found>> slow = new CompletableFuture<>();
    answer = slow;
    time.advance(Duration.ofMinutes(3));
    CompletableFuture<Void> all = running.doubts().ask();
    sql.run("UPDATE sms.outbound SET state = 'SENT', rank = 30");
    slow.complete(Optional.empty());
    all.get(60, TimeUnit.SECONDS);
    assertThat(fixture.state(id)).isEqualTo("SENT");
  }

  @Test
  void a_provider_that_stays_away_does_not_hold_a_reply_for_ever() throws Exception {
    UUID id = inDoubt(MessageClass.REPLY);
    provider.connected = false;
    time.advance(Duration.ofMinutes(59));
    sweep();
    assertThat(fixture.state(id)).isEqualTo("UNKNOWN");
    time.advance(Duration.ofMinutes(2));
    sweep();
    assertThat(fixture.state(id)).isEqualTo("QUEUED");
    assertThat(asked).isEmpty();
  }

  private UUID inDoubt(MessageClass messageClass) throws InterruptedException {
    UUID id = fixture.enqueue(messageClass);
    running.send();
    assertThat(fixture.state(id)).isEqualTo("UNKNOWN");
    return id;
  }

  private void sweep() throws Exception {
    running.doubts().ask().get(60, TimeUnit.SECONDS);
    running.sender().sweep();
  }

  private static CompletionStage<Optional<SentSearch.Found>> found(
      String name, DeliveryStatus status) {
    return CompletableFuture.completedFuture(Optional.of(new SentSearch.Found(name, status)));
  }
}
