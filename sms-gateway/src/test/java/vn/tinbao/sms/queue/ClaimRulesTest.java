package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimRulesTest {
  private static final Instant NOON = at("2026-11-22T12:00:00+07:00");
  private final ClaimRules rules =
      new ClaimRules(new AwarenessSettings(LocalTime.of(7, 0), LocalTime.of(22, 0), 3));

  private @Nullable Instant validUntil;
  private @Nullable SafeHours safeHours;
  private @Nullable CampaignState campaign;
  private boolean optedOut;
  private boolean badNumber;
  private int attempt;
  private int today;

  @Test
  void nothing_in_the_way_means_send() {
    for (MessageClass messageClass : MessageClass.values()) {
      assertThat(verdict(messageClass, NOON)).isEqualTo(new Verdict.Send());
    }
  }

  @Test
  void an_opt_out_stops_awareness_and_never_replies_or_alerts() {
    optedOut = true;
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.End(OutboundState.SUPPRESSED, "opted-out"));
    assertThat(verdict(MessageClass.ALERT, NOON)).isEqualTo(new Verdict.Send());
    assertThat(verdict(MessageClass.REPLY, NOON)).isEqualTo(new Verdict.Send());
  }

  @Test
  void a_bad_number_gets_all_but_awareness() {
    badNumber = true;
    assertThat(verdict(MessageClass.REPLY, NOON)).isEqualTo(new Verdict.Send());
    assertThat(verdict(MessageClass.ALERT, NOON)).isEqualTo(new Verdict.Send());
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.End(OutboundState.SUPPRESSED, "bad-number"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T06:59:59+07:00, 2026-11-22T07:00:00+07:00",
    "2026-11-22T22:00:00+07:00, 2026-11-23T07:00:00+07:00",
    "2026-11-22T23:59:59+07:00, 2026-11-23T07:00:00+07:00",
  })
  void awareness_is_quiet_at_night(String now, String then) {
    assertThat(verdict(MessageClass.AWARENESS, at(now))).isEqualTo(new Verdict.Later(at(then)));
    assertThat(verdict(MessageClass.ALERT, at(now))).isEqualTo(new Verdict.Send());
    assertThat(rules.open(MessageClass.AWARENESS, at(now))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-22T07:00:00+07:00", "2026-11-22T21:59:00+07:00"})
  void and_goes_by_day(String now) {
    assertThat(verdict(MessageClass.AWARENESS, at(now))).isEqualTo(new Verdict.Send());
    assertThat(rules.open(MessageClass.AWARENESS, at(now))).isTrue();
  }

  @Test
  void the_fourth_awareness_message_of_a_day_waits_for_tomorrow_or_expires() {
    today = 3;
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.Later(at("2026-11-23T07:00:00+07:00")));
    validUntil = at("2026-11-23T07:00:00+07:00");
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.End(OutboundState.EXPIRED, "no-time-left"));
    validUntil = at("2026-11-23T07:00:01+07:00");
    assertThat(verdict(MessageClass.AWARENESS, NOON)).isInstanceOf(Verdict.Later.class);
    assertThat(verdict(MessageClass.REPLY, NOON)).isEqualTo(new Verdict.Send());
    attempt = 1;
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .as("it was counted when it was first claimed")
        .isEqualTo(new Verdict.Send());
  }

  @Test
  void a_person_with_safe_hours_gets_even_an_alert_only_within_them() {
    safeHours = new SafeHours(LocalTime.of(20, 0), LocalTime.of(5, 0));
    assertThat(verdict(MessageClass.ALERT, NOON))
        .isEqualTo(new Verdict.Later(at("2026-11-22T20:00:00+07:00")));
    assertThat(verdict(MessageClass.REPLY, at("2026-11-22T20:00:00+07:00")))
        .isEqualTo(new Verdict.Send());
    assertThat(verdict(MessageClass.REPLY, at("2026-11-23T04:59:00+07:00")))
        .isEqualTo(new Verdict.Send());
    assertThat(verdict(MessageClass.REPLY, at("2026-11-23T05:00:00+07:00")))
        .isEqualTo(new Verdict.Later(at("2026-11-23T20:00:00+07:00")));
  }

  @Test
  void awareness_within_safe_hours_is_still_quiet_at_night() {
    safeHours = new SafeHours(LocalTime.of(23, 0), LocalTime.of(9, 0));
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.Later(at("2026-11-23T07:00:00+07:00")));
  }

  @Test
  void in_the_last_minute_awareness_waits_for_tomorrow() {
    assertThat(verdict(MessageClass.AWARENESS, at("2026-11-22T21:59:01+07:00")))
        .isEqualTo(new Verdict.Later(at("2026-11-23T07:00:00+07:00")));
    assertThat(verdict(MessageClass.ALERT, at("2026-11-22T21:59:59+07:00")))
        .isEqualTo(new Verdict.Send());
  }

  @Test
  void awareness_may_arrive_until_its_hours_end() {
    assertThat(until(MessageClass.AWARENESS, "2026-11-22T21:50:00+07:00"))
        .isEqualTo(at("2026-11-22T22:00:00+07:00"));
    validUntil = at("2026-11-24T12:00:00+07:00");
    assertThat(until(MessageClass.AWARENESS, "2026-11-22T12:00:00+07:00"))
        .isEqualTo(at("2026-11-22T22:00:00+07:00"));
    assertThat(until(MessageClass.ALERT, "2026-11-22T12:00:00+07:00")).isEqualTo(validUntil);
    safeHours = new SafeHours(LocalTime.of(23, 0), LocalTime.of(9, 0));
    assertThat(until(MessageClass.AWARENESS, "2026-11-22T08:00:00+07:00"))
        .isEqualTo(at("2026-11-22T09:00:00+07:00"));
    validUntil = at("2026-11-22T08:30:00+07:00");
    assertThat(until(MessageClass.AWARENESS, "2026-11-22T08:00:00+07:00")).isEqualTo(validUntil);
  }

  @Test
  void without_hours_that_end_awareness_may_arrive_as_long_as_the_provider_likes() {
    ClaimRules allDay = new ClaimRules(new AwarenessSettings(LocalTime.MIN, LocalTime.MIN, 3));
    assertThat(allDay.deliverUntil(MessageClass.AWARENESS, null, null, NOON)).isNull();
  }

  private @Nullable Instant until(MessageClass messageClass, String now) {
    return rules.deliverUntil(messageClass, validUntil, safeHours, at(now));
  }

  @Test
  void hours_that_begin_where_they_end_are_all_day() {
    safeHours = new SafeHours(LocalTime.of(8, 0), LocalTime.of(8, 0));
    assertThat(verdict(MessageClass.ALERT, at("2026-11-22T03:00:00+07:00")))
        .isEqualTo(new Verdict.Send());
  }

  @Test
  void a_held_campaign_waits_and_a_canceled_one_ends() {
    campaign = CampaignState.HELD;
    assertThat(verdict(MessageClass.AWARENESS, NOON)).isEqualTo(new Verdict.Later(Instant.MAX));
    campaign = CampaignState.CANCELED;
    assertThat(verdict(MessageClass.AWARENESS, NOON))
        .isEqualTo(new Verdict.End(OutboundState.CANCELED, "campaign-canceled"));
    campaign = CampaignState.RUNNING;
    assertThat(verdict(MessageClass.AWARENESS, NOON)).isEqualTo(new Verdict.Send());
  }

  @Test
  void what_is_past_its_time_expires() {
    validUntil = NOON;
    assertThat(verdict(MessageClass.ALERT, NOON))
        .isEqualTo(new Verdict.End(OutboundState.EXPIRED, "validity"));
  }

  private Verdict verdict(MessageClass messageClass, Instant now) {
    return rules.verdict(
        new ClaimFacts(
            UUID.randomUUID(),
            messageClass,
            attempt,
            validUntil,
            safeHours,
            campaign,
            optedOut,
            badNumber,
            today,
            false,
            false),
        now);
  }

  private static Instant at(String moment) {
    return OffsetDateTime.parse(moment).toInstant();
  }
}
