package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
class StatusDeskTest {
  @Inject StatusDesk desk;
  @Inject SmsOutbox outbox;
  @Inject OutboundLedger ledger;
  @Inject LedgerFixture fixture;
  @Inject PhoneKey key;
  @Inject TestSql sql;

  @Test
  void shuffled_and_repeated_news_ends_where_ordered_news_does() {
    Random random = new Random(20261122);
    for (int round = 0; round < 10; round++) {
      UUID id = claimed();
      ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
      List<DeliveryStatus> news =
          new ArrayList<>(
              List.of(
                  DeliveryStatus.ACCEPTED,
                  DeliveryStatus.SENT,
                  DeliveryStatus.DELIVERED,
                  DeliveryStatus.SENT,
                  DeliveryStatus.DELIVERED));
      java.util.Collections.shuffle(news, random);
      news.forEach(status -> desk.accept(news(id, null, status)));
      assertThat(state(id)).isEqualTo("DELIVERED");
      assertThat(
              sql.number("SELECT count(*) FROM sms.provider_event WHERE message_id='" + id + "'"))
          .as("each piece once")
          .isEqualTo(3);
    }
  }

  @Test
  void delivered_may_follow_undelivered_and_never_the_reverse() {
    UUID id = claimed();
    ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
    assertThat(desk.accept(news(id, null, DeliveryStatus.UNDELIVERED))).isTrue();
    assertThat(desk.accept(news(id, null, DeliveryStatus.FAILED))).isFalse();
    assertThat(desk.accept(news(id, null, DeliveryStatus.DELIVERED))).isTrue();
    assertThat(desk.accept(news(id, null, DeliveryStatus.UNDELIVERED))).isFalse();
    assertThat(state(id)).isEqualTo("DELIVERED");
  }

  @Test
  void news_that_overtakes_the_answer_is_applied_with_the_answer() {
    UUID id = claimed();
    assertThat(desk.accept(news(id, null, DeliveryStatus.SENT))).isFalse();
    assertThat(state(id)).isEqualTo("SENDING");
    ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
    assertThat(state(id)).isEqualTo("SENT");
  }

  @Test
  void news_that_carries_our_id_needs_no_answer_and_the_answer_does_not_set_it_back() {
    UUID id = claimed();
    assertThat(desk.accept(news(id, id, DeliveryStatus.DELIVERED))).isTrue();
    ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
    assertThat(state(id)).isEqualTo("DELIVERED");
  }

  @Test
  void news_written_at_the_same_moment_as_the_answer_is_found_by_the_sweep() {
    UUID id = claimed();
    ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
    sql.run(
        "INSERT INTO sms.provider_event (provider, provider_id, status, received_at)"
            + " VALUES ('scripted', 'p"
            + id
            + "', 'DELIVERED', now())");
    assertThat(desk.applyAllEarly()).isEqualTo(1);
    assertThat(state(id)).isEqualTo("DELIVERED");
    assertThat(desk.applyAllEarly()).isZero();
  }

  @Test
  void the_sweep_leaves_alone_what_is_old_or_stands_behind_thousands_of_strangers() {
    UUID old = answered();
    early(old, "now() - interval '61 minutes'");
    assertThat(desk.applyAllEarly()).isZero();
    assertThat(state(old)).isEqualTo("ACCEPTED");

    UUID behind = answered();
    early(behind, "now() - interval '1 minute'");
    sql.run(
        "INSERT INTO sms.provider_event (provider, provider_id, status, received_at)"
            + " SELECT 'shared', 's' || n, 'DELIVERED', now() FROM generate_series(1, 5000) n");
    try {
      assertThat(desk.applyAllEarly()).isZero();
      sql.run("DELETE FROM sms.provider_event WHERE provider_id LIKE 's1%'");
      assertThat(desk.applyAllEarly()).isEqualTo(1);
      assertThat(state(behind)).isEqualTo("DELIVERED");
      assertThat(
              sql.number(
                  "SELECT count(*) FROM pg_indexes WHERE schemaname = 'sms'"
                      + " AND tablename LIKE 'provider_event_2%'"
                      + " AND indexdef LIKE '%(received_at) WHERE (message_id IS NULL)%'"))
          .as("every month has the index that serves it")
          .isGreaterThanOrEqualTo(3);
    } finally {
      sql.run("DELETE FROM sms.provider_event WHERE provider = 'shared'");
    }
  }

  private UUID answered() {
    UUID id = claimed();
    ledger.record(List.of(new Outcome(id, 1, new SendResult.Accepted("p" + id))));
    return id;
  }

  private void early(UUID id, String receivedAt) {
    sql.run(
        "INSERT INTO sms.provider_event (provider, provider_id, status, received_at)"
            + (" VALUES ('scripted', 'p" + id + "', 'DELIVERED', " + receivedAt + ")"));
  }

  @Test
  void news_about_a_stranger_is_kept_and_harms_nobody() {
    assertThat(
            desk.accept(
                new StatusNews(
                    "scripted", "nobody", null, DeliveryStatus.FAILED, "30005", Because.NUMBER)))
        .isFalse();
    assertThat(
            desk.accept(new StatusNews("scripted", "x", UUID.randomUUID(), DeliveryStatus.FAILED)))
        .isFalse();
  }

  private static StatusNews news(UUID id, UUID ours, DeliveryStatus status) {
    return new StatusNews("scripted", "p" + id, ours, status);
  }

  private UUID claimed() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    long number = 84_912_000_000L + Math.floorMod(id.getLeastSignificantBits(), 1_000_000);
    outbox.enqueue(
        new OutboundSms(
            id, MessageClass.REPLY, key.seal(new PhoneNumber("+" + number)), "text", null));
    assertThat(fixture.claim("scripted", 100)).extracting(Claimed::id).contains(id);
    return id;
  }

  private String state(UUID id) {
    return sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }
}
