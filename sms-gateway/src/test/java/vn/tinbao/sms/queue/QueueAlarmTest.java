package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueAlarmTest {
  @ParameterizedTest
  @CsvSource({
    "REPLY, 120, false",
    "REPLY, 121, true",
    "ALERT, 121, true",
    "AWARENESS, 86400, false"
  })
  void a_person_who_waits_is_an_alarm_and_a_campaign_at_night_is_none(
      MessageClass messageClass, long oldest, boolean alarm) {
    var figures =
        new QueueFigures(
            Map.of(messageClass, new QueueFigures.Lane(7, oldest, 0)), 0, 0, 0, 0, 0, List.of());
    assertThat(QueueAlarm.of(figures).isPresent()).isEqualTo(alarm);
  }

  @ParameterizedTest
  @CsvSource({
    "600, 0, 0, ''",
    "601, 0, 0, '3 SMS have no known outcome, the first for 601 s'",
    "0, 4, 0, '4 SMS are being sent for longer than the lease'",
    "0, 0, 121, '2 inbound SMS wait for the server, the first for 121 s'"
  })
  void what_nobody_knows_or_does_is_an_alarm(long unknown, long stuck, long inbound, String says) {
    var figures = new QueueFigures(Map.of(), 3, unknown, stuck, 2, inbound, List.of());
    assertThat(QueueAlarm.of(figures).orElse("")).isEqualTo(says);
  }

  @Test
  void a_provider_that_needs_a_person_is_named() {
    var broken = new QueueFigures.CarrierFigures("twilio", true, 0, 32, "OPEN", "20003");
    assertThat(QueueAlarm.of(new QueueFigures(Map.of(), 0, 0, 0, 0, 0, List.of(broken))))
        .isEqualTo(Optional.of("provider twilio says 20003: a person must act"));
  }
}
