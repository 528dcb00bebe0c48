package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
@Property(name = "tinbao.sms.retention.reply", value = "P2D")
class RetentionTest {
  @Inject Retention retention;
  @Inject Months months;
  @Inject LedgerFixture fixture;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    sql.run("DELETE FROM sms.inbound");
    fixture.empty();
  }

  @Test
  void each_class_is_kept_for_its_own_time_and_not_longer() {
    outbound("REPLY", "DELIVERED");
    outbound("ALERT", "FAILED");
    outbound("AWARENESS", "SENT_UNCONFIRMED");
    inbound("DONE");
    time.advance(Duration.ofDays(2));
    assertThat(retention.forget()).as("to the moment").isZero();
    time.advance(Duration.ofSeconds(1));
    assertThat(retention.forget()).isEqualTo(1);
    assertThat(classes()).isEqualTo("ALERT,AWARENESS");
    time.advance(Duration.ofDays(28));
    assertThat(retention.forget()).as("alert and inbound").isEqualTo(2);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isZero();
    time.advance(Duration.ofDays(60));
    assertThat(retention.forget()).isEqualTo(1);
    assertThat(sql.number("SELECT count(*) FROM sms.attempt")).as("attempts go too").isZero();
    assertThat(sql.number("SELECT count(*) FROM sms.provider_event")).isZero();
  }

  @Test
  void what_is_not_at_its_end_stays_however_old() {
    outbound("REPLY", "QUEUED");
    outbound("REPLY", "ACCEPTED");
    outbound("REPLY", "UNKNOWN");
    inbound("WAITING");
    time.advance(Duration.ofDays(400));
    assertThat(retention.forget()).isZero();
  }

  @Test
  void more_than_one_batch_goes_in_one_run() {
    sql.run(
        """
        INSERT INTO sms.inbound (id, provider, from_hash, from_cipher, to_number, received_at, state,
          next_at, done_at)
        SELECT gen_random_uuid(), 'simulator', '\\x00', '\\x00', '8138', now(), 'DONE', now(),
          '2020-01-01' FROM generate_series(1, 2500)
        """);
    assertThat(retention.forget()).isEqualTo(2500);
  }

  @Test
  void a_month_is_dropped_when_all_its_messages_are_forgotten_and_not_before() {
    sql.run("SELECT sms.make_month('2026-03-15')");
    sql.run(
        """
        INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, segments, state, rank,
          next_at, created_at, changed_at)
        SELECT (substr(sms.month_bound('2026-03-01')::text, 1, 14) || '7000-8000-000000000001')::uuid,
          'REPLY', 0, '\\x00', '\\x00', 1, 'QUEUED', 10, now(), now(), '2026-03-02'
        """);
    assertThat(sql.number("SELECT count(*) FROM sms.outbound_2026_03")).isEqualTo(1);
    assertThat(retention.forget()).as("it has not reached its end").isZero();
    assertThat(months.past()).contains(YearMonth.of(2026, 3));
    sql.run("UPDATE sms.outbound SET state = 'DELIVERED'");
    assertThat(retention.forget()).isEqualTo(1);
    assertThat(months.past()).doesNotContain(YearMonth.of(2026, 3));
    assertThat(sql.text("SELECT to_regclass('sms.attempt_2026_03')")).isEqualTo("null");
  }

  @Test
  void months_are_made_ahead_and_take_what_lay_in_the_default_partition() {
    time.set(Instant.parse("2031-05-10T00:00:00Z"));
    sql.run(
        """
        INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, segments, state, rank,
          next_at, created_at, changed_at)
        SELECT (substr(sms.month_bound('2031-06-01')::text, 1, 14) || '7000-8000-000000000001')::uuid,
          'REPLY', 0, '\\x00', '\\x00', 1, 'QUEUED', 10, now(), now(), now()
        """);
    assertThat(sql.number("SELECT count(*) FROM sms.outbound_default")).isEqualTo(1);
    assertThat(months.makeAhead()).isEqualTo(3);
    assertThat(months.makeAhead()).as("twice").isZero();
    assertThat(sql.number("SELECT count(*) FROM sms.outbound_default")).isZero();
    assertThat(sql.number("SELECT count(*) FROM sms.outbound_2031_06")).isEqualTo(1);
    time.set(Instant.parse("2026-11-22T01:30:00Z"));
  }

  @Test
  void a_bad_number_is_spared_for_half_a_year_and_an_opt_out_for_ever() {
    sql.run(
        """
        INSERT INTO sms.suppression (to_hash, opted_out_at, bad_at) VALUES
          ('\\x01', '%1$s', NULL), ('\\x02', NULL, '%1$s'), ('\\x03', '%1$s', '%1$s')
        """
            .formatted(clock.instant()));
    time.advance(Duration.ofDays(179));
    retention.forget();
    assertThat(sql.number("SELECT count(bad_at) FROM sms.suppression")).isEqualTo(2);
    time.advance(Duration.ofDays(2));
    retention.forget();
    assertThat(sql.number("SELECT count(bad_at) FROM sms.suppression")).isZero();
    assertThat(sql.number("SELECT count(*) FROM sms.suppression")).isEqualTo(2);
  }

  @Test
  void a_time_too_short_is_refused_with_its_name() {
    assertThatThrownBy(
            () -> {
              try (ApplicationContext context =
                  ApplicationContext.run(Map.of("tinbao.sms.retention.alert", "PT1M"))) {
                context.getBean(RetentionSettings.class);
              }
            })
        .hasStackTraceContaining("tinbao.sms.retention.alert");
  }

  private String classes() {
    return sql.text(
        "SELECT string_agg(message_class, ',' ORDER BY message_class) FROM sms.outbound");
  }

  private void outbound(String messageClass, String state) {
    UUID id = UUID.randomUUID();
    sql.run(
        """
        INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, segments, state, rank,
          next_at, created_at, changed_at)
        VALUES ('%s', '%s', 0, '\\x00', '\\x00', 1, '%s', 50, '%s', '%s', '%s')
        """
            .formatted(id, messageClass, state, clock.instant(), clock.instant(), clock.instant()));
    sql.run(
        "INSERT INTO sms.attempt (message_id, n, provider, started_at) VALUES ('%s', 1, 'x', '%s')"
            .formatted(id, clock.instant()));
    sql.run(
        """
        INSERT INTO sms.provider_event (provider, provider_id, message_id, status, received_at)
        VALUES ('x', '%s', '%s', 'SENT', '%s')
        """
            .formatted(id, id, clock.instant()));
  }

  private void inbound(String state) {
    sql.run(
        """
        INSERT INTO sms.inbound (id, provider, from_hash, from_cipher, to_number, received_at, state,
          next_at, done_at)
        VALUES ('%s', 'simulator', '\\x00', '\\x00', '8138', '%s', '%s', '%s', '%s')
        """
            .formatted(
                UUID.randomUUID(), clock.instant(), state, clock.instant(), clock.instant()));
  }
}
