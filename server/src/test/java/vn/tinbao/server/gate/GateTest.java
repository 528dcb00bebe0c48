package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final String HERE = "203.0.113.7";

  private final GateFixture fixture = new GateFixture();

  @Test
  void the_first_reports_of_an_address_cost_nothing_and_the_next_ones_work() {
    for (int i = 0; i < 10; i++) {
      assertThat(fixture.report(HERE, id())).isInstanceOf(Entrance.Open.class);
    }
    String id = id();
    Entrance asked = fixture.report(HERE, id);
    assertThat(asked).isInstanceOf(Entrance.Work.class);
    String solution = ((Entrance.Work) asked).challenge().solved(id);
    assertThat(fixture.report(HERE, id, solution)).isInstanceOf(Entrance.Open.class);
    assertThat(outcomes("free")).isEqualTo(10);
    assertThat(outcomes("asked")).isEqualTo(1);
    assertThat(outcomes("worked")).isEqualTo(1);
  }

  @Test
  void an_hour_later_it_is_as_if_nothing_had_been() {
    for (int i = 0; i < 10; i++) {
      fixture.report(HERE, id());
    }
    fixture.clock.advance(Duration.ofHours(1));
    assertThat(fixture.report(HERE, id())).isInstanceOf(Entrance.Open.class);
  }

  @Test
  void a_flood_from_one_address_makes_no_other_address_work() {
    for (int i = 0; i < 1_000; i++) {
      String id = id();
      if (fixture.report(HERE, id) instanceof Entrance.Work work) {
        fixture.report(HERE, id, work.challenge().solved(id));
      }
    }
    assertThat(fixture.report("203.0.113.8", id())).isInstanceOf(Entrance.Open.class);
    assertThat(fixture.report("2001:db8:1:2::1", id())).isInstanceOf(Entrance.Open.class);
  }

  @Test
  void one_ipv6_network_counts_as_one_address() {
    for (int i = 0; i < 10; i++) {
      fixture.report("2001:db8:0:1::" + i, id());
    }
    assertThat(fixture.report("2001:db8:0:1:ffff::1", id())).isInstanceOf(Entrance.Work.class);
    assertThat(fixture.report("2001:db8:0:2::1", id())).isInstanceOf(Entrance.Open.class);
  }

  @Test
  void when_reports_come_from_everywhere_everybody_works_and_nobody_is_refused() {
    for (int i = 0; i < 130; i++) {
      fixture.report("198.51.100." + i, id());
    }
    String id = id();
    Entrance asked = fixture.report(HERE, id);
    assertThat(asked).isInstanceOf(Entrance.Work.class);
    assertThat(fixture.report(HERE, id, ((Entrance.Work) asked).challenge().solved(id)))
        .isInstanceOf(Entrance.Open.class);
    fixture.clock.advance(Duration.ofMinutes(5));
    assertThat(fixture.report(HERE, id())).isInstanceOf(Entrance.Open.class);
  }

  @Test
  void the_work_grows_with_the_load_and_never_beyond_its_limit() {
    int last = 0;
    for (int i = 0; i < 400; i++) {
      String id = id();
      Entrance entrance = fixture.report(HERE, id);
      if (entrance instanceof Entrance.Work work) {
        assertThat(work.challenge().bits()).isBetween(2, 5);
        assertThat(work.patience()).isBetween(Duration.ofSeconds(8), Gate.LONGEST_WAIT);
        assertThat(work.challenge().bits()).isGreaterThanOrEqualTo(last);
        last = work.challenge().bits();
        fixture.report(HERE, id, work.challenge().solved(id));
        fixture.clock.advance(Duration.ofSeconds(1));
      }
    }
    assertThat(last).isEqualTo(5);
  }

  @Test
  void no_address_gets_more_in_than_its_share_however_much_it_computes() {
    int in = 0;
    for (int i = 0; i < 600; i++) {
      String id = id();
      Entrance entrance = fixture.report(HERE, id);
      if (entrance instanceof Entrance.Work work) {
        entrance = fixture.report(HERE, id, work.challenge().solved(id));
      }
      in += entrance instanceof Entrance.Open ? 1 : 0;
      fixture.clock.advance(Duration.ofMillis(100));
    }
    // In one minute; what came a minute ago has faded to a third, not to nothing.
    assertThat(in).isBetween(60, 125);
    assertThat(outcomes("later")).isPositive();
  }

  @Test
  void who_is_told_to_come_later_keeps_the_work_done() {
    String id = id();
    String solution = null;
    for (int i = 0; i < 200; i++) {
      String other = id();
      if (fixture.report(HERE, other) instanceof Entrance.Work work) {
        fixture.report(HERE, other, work.challenge().solved(other));
        solution = work.challenge().text() + new Solved(work.challenge(), id).numbers();
      }
    }
    assertThat(fixture.report(HERE, id, solution)).isInstanceOf(Entrance.Later.class);
    fixture.clock.advance(Duration.ofSeconds(20));
    assertThat(fixture.report(HERE, id, solution)).isInstanceOf(Entrance.Open.class);
  }

  private record Solved(Challenge challenge, String id) {
    String numbers() {
      return challenge.solved(id).substring(challenge.text().length());
    }
  }

  @Test
  void requests_that_are_refused_raise_no_price() {
    for (int i = 0; i < 10; i++) {
      fixture.report(HERE, id());
    }
    int bits = ((Entrance.Work) fixture.report(HERE, id())).challenge().bits();
    for (int i = 0; i < 5_000; i++) {
      fixture.report(HERE, id(), "forged");
    }
    assertThat(((Entrance.Work) fixture.report(HERE, id())).challenge().bits()).isEqualTo(bits);
  }

  @Test
  void after_wrong_codes_a_look_up_works_also_with_the_right_code_and_is_never_refused() {
    for (int i = 0; i < 5; i++) {
      assertThat(lookUp("000" + i, null)).isInstanceOf(Entrance.Open.class);
      fixture.gate.wrongCode(GateFixture.from(HERE));
    }
    Entrance asked = lookUp("12345678901234567890", null);
    assertThat(asked).isInstanceOf(Entrance.Work.class);
    String solution = ((Entrance.Work) asked).challenge().solved("12345678901234567890");
    for (int i = 0; i < 10_000; i++) {
      fixture.gate.wrongCode(GateFixture.from(HERE));
    }
    assertThat(lookUp("12345678901234567890", solution)).isInstanceOf(Entrance.Open.class);
    assertThat(lookUp("12345678901234567891", solution)).isInstanceOf(Entrance.Work.class);
  }

  @Test
  void one_receipt_used_very_often_costs_work_wherever_it_is_used_from() {
    for (int i = 0; i < 60; i++) {
      fixture.gate.enter(Door.LOOK_UP, GateFixture.from("10.0.0." + i), "1", "1", null);
    }
    assertThat(fixture.gate.enter(Door.LOOK_UP, GateFixture.from(HERE), "1", "1", null))
        .isInstanceOf(Entrance.Work.class);
    assertThat(fixture.gate.enter(Door.LOOK_UP, GateFixture.from(HERE), "2", "2", null))
        .isInstanceOf(Entrance.Open.class);
  }

  @Test
  void waiting_instead_of_computing_lets_some_in_and_makes_the_others_wait_again() {
    int in = 0;
    for (int i = 0; i < 100; i++) {
      Entrance entrance = fixture.gate.enterAfterWait(Door.REPORT, GateFixture.from(HERE), null);
      in += entrance instanceof Entrance.Open ? 1 : 0;
    }
    assertThat(in).isEqualTo(6);
    assertThat(fixture.gate.enterAfterWait(Door.REPORT, GateFixture.from("10.0.0.1"), null))
        .isInstanceOf(Entrance.Open.class);
  }

  @Test
  void no_counter_knows_an_address() {
    fixture.report(HERE, id());
    fixture.gate.wrongCode(GateFixture.from(HERE));
    assertThat(fixture.meters.getMetersAsString()).doesNotContain("203.0").contains("REPORT");
  }

  private Entrance code(String id, String solution) {
    return fixture.gate.enter(Door.SUBSCRIBE, GateFixture.from(HERE), id, null, solution);
  }

  @Test
  void who_wants_a_code_always_works_and_no_report_waits_for_it() {
    for (int i = 0; i < 8; i++) {
      Entrance asked = code("id" + i, null);
      assertThat(asked).isInstanceOf(Entrance.Work.class);
      assertThat(code("id" + i, ((Entrance.Work) asked).challenge().solved("id" + i)))
          .isInstanceOf(Entrance.Open.class);
    }
    Entrance.Work more = (Entrance.Work) code("more", null);
    assertThat(code("more", more.challenge().solved("more"))).isInstanceOf(Entrance.Later.class);
    assertThat(fixture.gate.enterAfterWait(Door.SUBSCRIBE, GateFixture.from(HERE), null))
        .isInstanceOf(Entrance.Later.class);
    assertThat(fixture.gate.enter(Door.REPORT, GateFixture.from(HERE), "r", null, null))
        .isInstanceOf(Entrance.Open.class);
    assertThat(fixture.gate.enterAfterWait(Door.REPORT, GateFixture.from(HERE), null))
        .isInstanceOf(Entrance.Open.class);
  }

  @Test
  void settings_that_make_no_sense_are_refused_at_start() {
    assertThatThrownBy(
            () ->
                new GateSettings(
                    true,
                    Duration.ofMinutes(10),
                    10,
                    5,
                    60,
                    120,
                    60,
                    6,
                    Duration.ofSeconds(8),
                    13,
                    40,
                    Duration.ofMinutes(10),
                    20,
                    Duration.ofDays(30),
                    Duration.ZERO,
                    60))
        .hasMessageContaining("tinbao.gate.easiest");
  }

  private Entrance lookUp(String digits, String solution) {
    return fixture.gate.enter(Door.LOOK_UP, GateFixture.from(HERE), digits, digits, solution);
  }

  private double outcomes(String outcome) {
    return fixture.meters.counter("tinbao.gate", "door", "REPORT", "outcome", outcome).count();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }
}
