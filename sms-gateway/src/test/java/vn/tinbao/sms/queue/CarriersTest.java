package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.testing.SettableClock;

class CarriersTest {
  private static final Set<MessageClass> ALL = EnumSet.allOf(MessageClass.class);
  private static final Line HERE = new Line(MessageClass.ALERT, "84912");
  private static final Line THERE = new Line(MessageClass.ALERT, "1415");

  private final ScriptedProvider one = new ScriptedProvider("one");
  private final ScriptedProvider two = new ScriptedProvider("two");

  @Test
  void the_longest_prefix_carries_then_the_cheapest_then_the_first() {
    Carrier first = carrier(one, new Route("84", ALL, 100), new Route("", ALL, 900));
    Carrier second = carrier(two, new Route("84912", ALL, 500), new Route("", ALL, 800));
    Carriers carriers = new Carriers(List.of(first, second));
    Line other = new Line(MessageClass.ALERT, "84988");
    assertThat(carriers.carriedBy(first, List.of(HERE, THERE, other)))
        .containsExactly(Map.entry(other, 100L));
    assertThat(carriers.carriedBy(second, List.of(HERE, THERE, other)))
        .containsOnly(Map.entry(HERE, 500L), Map.entry(THERE, 800L));
    Carriers equal = new Carriers(List.of(carrier(one, Route.ANY), carrier(two, Route.ANY)));
    assertThat(equal.carriedBy(equal.all().get(0), List.of(HERE))).hasSize(1);
    assertThat(equal.carriedBy(equal.all().get(1), List.of(HERE))).isEmpty();
  }

  @Test
  void a_class_or_area_that_nobody_carries_waits() {
    Carrier first =
        carrier(one, new Route("84", EnumSet.of(MessageClass.REPLY, MessageClass.ALERT), 0));
    Carriers carriers = new Carriers(List.of(first));
    assertThat(
            carriers.carriedBy(
                first, List.of(HERE, THERE, new Line(MessageClass.AWARENESS, "84912"))))
        .containsOnlyKeys(HERE);
  }

  @Test
  void a_number_that_cannot_be_read_goes_the_way_of_numbers_at_home() {
    Carrier first = carrier(one, new Route("84", ALL, 3));
    assertThat(
            new Carriers(List.of(first))
                .carriedBy(first, List.of(new Line(MessageClass.REPLY, Areas.UNKNOWN))))
        .hasSize(1);
  }

  @Test
  void without_a_connection_the_next_best_carries() {
    Carrier first = carrier(one, Route.ANY);
    Carrier second = carrier(two, new Route("", ALL, 900));
    Carriers carriers = new Carriers(List.of(first, second));
    one.connected = false;
    assertThat(carriers.carriedBy(second, List.of(HERE))).containsOnlyKeys(HERE);
    assertThat(first.free(0)).isZero();
    one.connected = true;
    assertThat(carriers.carriedBy(second, List.of(HERE))).isEmpty();
  }

  @Test
  void a_broken_channel_is_left_at_once_and_still_may_take_one_message_to_try_it() {
    Carrier first = carrier(one, Route.ANY);
    Carrier second = carrier(two, new Route("", ALL, 900));
    Carriers carriers = new Carriers(List.of(first, second));
    first.breaker().learn(UUID.randomUUID(), new SendResult.ChannelBroken("401"));
    assertThat(carriers.carriedBy(second, List.of(HERE))).containsOnlyKeys(HERE);
    assertThat(carriers.carriedBy(first, List.of(HERE))).containsOnlyKeys(HERE);
  }

  @Test
  void where_one_has_no_way_another_is_preferred_and_it_is_tried_only_when_there_is_none() {
    Carrier first = carrier(one, Route.ANY);
    Carrier second = carrier(two, new Route("", ALL, 900));
    Carriers carriers = new Carriers(List.of(first, second));
    Line replies = new Line(MessageClass.REPLY, "1415");
    first.deadEnds().learn(THERE, UUID.randomUUID(), new SendResult.NoWay("21408"));
    assertThat(carriers.carriedBy(second, List.of(HERE, THERE, replies))).containsOnlyKeys(THERE);
    assertThat(carriers.carriedBy(first, List.of(HERE, THERE, replies)))
        .containsOnlyKeys(HERE, replies);
    two.connected = false;
    assertThat(carriers.carriedBy(first, List.of(THERE))).as("no other").hasSize(1);
    for (int i = 0; i < DeadEnds.SHUT_AFTER; i++) {
      first.deadEnds().learn(THERE, UUID.randomUUID(), new SendResult.NoWay("21408"));
    }
    assertThat(carriers.carriedBy(first, List.of(THERE))).as("it is not the recipient").isEmpty();
    first.deadEnds().learn(THERE, UUID.randomUUID(), new SendResult.Accepted("p"));
    assertThat(carriers.carriedBy(first, List.of(THERE))).hasSize(1);
  }

  @Test
  void a_dead_end_is_tried_again_after_a_pause_that_grows() {
    SettableClock time = new SettableClock(Instant.parse("2026-11-22T01:30:00Z"));
    DeadEnds ends = new DeadEnds(time.asClock());
    UUID lan = UUID.randomUUID();
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      ends.learn(THERE, lan, new SendResult.NoWay("21612"));
      assertThat(ends.shut(THERE)).as("one message alone").isFalse();
      time.advance(Duration.ofMinutes(minutes).minusMillis(1));
      assertThat(ends.avoided(THERE)).isTrue();
      time.advance(Duration.ofMillis(1));
      assertThat(ends.avoided(THERE)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "+84912345678, 84912",
    "+14155550100, 1415",
    "+85261234567, 852612",
    "+37612345, 376",
    "+4312345, 43"
  })
  void an_area_is_calling_code_and_three_digits_and_never_shows_the_last_five(
      String number, String area) {
    assertThat(Areas.of(new PhoneNumber(number))).isEqualTo(area);
  }

  @Test
  void routes_come_from_the_settings() {
    try (ApplicationContext context =
        ApplicationContext.run(
            Map.of(
                "tinbao.sms.provider", "two , one",
                "tinbao.sms.routes.one.segments-per-second", "25",
                "tinbao.sms.routes.one.to",
                    List.of(
                        Map.of("prefix", "+84912", "classes", "reply, ALERT", "price", "350.5"),
                        Map.of("classes", List.of("awareness"), "price", 200))))) {
      Routes routes = context.getBean(Routes.class);
      assertThat(routes.providers()).containsExactly("two", "one");
      assertThat(routes.of("one"))
          .containsExactly(
              new Route("84912", EnumSet.of(MessageClass.REPLY, MessageClass.ALERT), 350_500_000),
              new Route("", EnumSet.of(MessageClass.AWARENESS), 200_000_000));
      assertThat(routes.segmentsPerSecond("one")).isEqualTo(25);
      assertThat(routes.of("two")).containsExactly(Route.ANY);
      Carriers carriers =
          new Carriers(
              List.of(one, two),
              routes,
              new BreakerSettings(20, Duration.ofSeconds(5), Duration.ofMinutes(5)),
              Clock.systemUTC());
      assertThat(carriers.all()).extracting(Carrier::name).containsExactly("two", "one");
      assertThat(carriers.missing()).isEmpty();
    }
  }

  @Test
  void a_name_means_its_connections_too_and_a_name_of_nobody_is_told() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("tinbao.sms.provider", "smpp,nobody"))) {
      Collection<vn.tinbao.sms.provider.SmsProvider> providers =
          List.of(new ScriptedProvider("smpp-b"), new ScriptedProvider("smpp-a"), one);
      Carriers carriers =
          new Carriers(
              providers,
              context.getBean(Routes.class),
              new BreakerSettings(20, Duration.ofSeconds(5), Duration.ofMinutes(5)),
              Clock.systemUTC());
      assertThat(carriers.all()).extracting(Carrier::name).containsExactly("smpp-a", "smpp-b");
      assertThat(carriers.missing()).containsExactly("nobody");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "prefix, 0912x",
    "prefix, +8491234",
    "classes, replies",
    "price, viel",
    "price, -1",
    "price, 0.0000001"
  })
  void a_route_that_makes_no_sense_is_refused_with_its_key(String name, String value) {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("tinbao.sms.routes.one.to", List.of(Map.of(name, value))))) {
      assertThatThrownBy(() -> context.getBean(Routes.class).of("one"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tinbao.sms.routes.one.to")
          .hasMessageContaining(name);
    }
  }

  private static Carrier carrier(ScriptedProvider provider, Route... routes) {
    return new Carrier(
        provider,
        List.of(routes),
        new Breaker(
            new BreakerSettings(20, Duration.ofSeconds(5), Duration.ofMinutes(5)),
            Clock.systemUTC()),
        new DeadEnds(Clock.systemUTC()),
        new Bucket(0, System::nanoTime),
        new AtomicInteger());
  }
}
