package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.ReceivedSms.Part;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Long messages in parts, and the same message twice. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class InboundPartsTest {
  private static final PhoneNumber LAN = new PhoneNumber("+84912345678");
  private static final Duration PARTS_WAIT = Duration.ofMinutes(2);
  private static final Duration REPEAT_WINDOW = Duration.ofMinutes(15);

  @Inject InboundDesk desk;
  @Inject SmsInbox inbox;
  @Inject EchoSweep sweep;
  @Inject TransactionOperations<Connection> transactions;
  @Inject HomeDirectory home;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("DELETE FROM sms.inbound");
  }

  @Test
  void parts_in_any_order_become_one_message() {
    UUID first = part(7, 3, 3, "tre em o day");
    part(7, 3, 1, "Có người ");
    assertThat(handleAll()).isEmpty();
    part(7, 3, 2, "nhốt ");
    assertThat(handleAll())
        .singleElement()
        .satisfies(
            handled -> {
              assertThat(handled.sms().id()).isEqualTo(first);
              assertThat(handled.text()).isEqualTo("Có người nhốt tre em o day");
              assertThat(handled.sms().hasGaps()).isFalse();
              assertThat(handled.sms().repeatOf()).isNull();
            });
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE body IS NULL")).isEqualTo(3);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE state = 'DONE'")).isEqualTo(3);
  }

  @Test
  void what_the_network_tore_is_whole_again() {
    String text = "Cứu em 🆘 với, Ia Ðal e\u0302\u0301m";
    for (int cut = 1; cut < text.length(); cut++) {
      part(cut, 2, 2, text.substring(cut));
      part(cut, 2, 1, text.substring(0, cut));
      assertThat(handleAll()).extracting(Handled::text).containsExactly(text);
    }
  }

  @Test
  void a_missing_part_is_waited_for_and_then_shown_as_a_gap() {
    part(7, 4, 2, "hai");
    part(7, 4, 4, "bốn");
    time.advance(PARTS_WAIT.minusSeconds(1));
    assertThat(handleAll()).isEmpty();
    time.advance(Duration.ofSeconds(1));
    List<Handled> handled = handleAll();
    assertThat(handled).extracting(Handled::text).containsExactly("[…] hai […] bốn");
    assertThat(handled.get(0).sms().hasGaps()).isTrue();
  }

  @Test
  void a_part_that_comes_after_that_is_an_addition_at_once() {
    UUID first = part(7, 2, 1, "một");
    time.advance(PARTS_WAIT);
    assertThat(handleAll()).extracting(Handled::text).containsExactly("một […]");
    time.advance(Duration.ofHours(3));
    part(7, 2, 2, "hai");
    List<Handled> late = handleAll();
    assertThat(late).extracting(Handled::text).containsExactly("[…] hai");
    assertThat(late.get(0).sms().addsTo()).isEqualTo(first);
  }

  @Test
  void other_messages_of_the_sender_do_not_wait_for_a_missing_part() {
    part(7, 2, 1, "một");
    time.advance(Duration.ofSeconds(1));
    desk.accept(new ReceivedSms("smpp", null, LAN, "8138", "ngan", clock.instant()));
    assertThat(handleAll()).extracting(Handled::text).containsExactly("ngan");
  }

  @Test
  void a_reference_that_is_used_again_is_another_message() {
    part(7, 2, 1, "a1 ");
    time.advance(Duration.ofSeconds(1));
    part(7, 2, 1, "b1 ");
    part(7, 2, 2, "b2");
    part(7, 2, 2, "a2");
    // Nothing in them says which second part belongs to which first; no word is lost.
    assertThat(handleAll()).extracting(Handled::text).containsExactlyInAnyOrder("a1 a2", "b1 b2");
  }

  @Test
  void parts_of_others_do_not_mix() {
    part(7, 2, 1, "a");
    desk.accept(
        new ReceivedSms(
            "smpp",
            null,
            new PhoneNumber("+84987654321"),
            "8138",
            "b",
            clock.instant(),
            new Part(7, 2, 2),
            List.of()));
    part(8, 2, 2, "c");
    part(7, 3, 2, "d");
    assertThat(handleAll()).isEmpty();
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE state = 'WAITING'")).isEqualTo(4);
  }

  @Test
  void a_part_that_came_twice_counts_once_and_is_kept() {
    part(7, 2, 1, "một ");
    part(7, 2, 1, "một ");
    part(7, 2, 2, "hai");
    List<Handled> handled = handleAll();
    assertThat(handled).extracting(Handled::text).containsExactly("một hai");
    assertThat(handled.get(0).sms().repeatOf()).isNull();
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(3);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NOT NULL"))
        .isEqualTo(1);
  }

  @Test
  void a_long_message_that_comes_again_whole_is_a_repeat_of_it() {
    UUID first = part(7, 2, 1, "một ");
    part(7, 2, 2, "hai");
    assertThat(handleAll()).hasSize(1);
    part(7, 2, 2, "hai");
    part(7, 2, 1, "một ");
    List<Handled> again = handleAll();
    assertThat(again).extracting(Handled::text).containsExactly("một hai");
    assertThat(again.get(0).sms().repeatOf()).isEqualTo(first);
  }

  @Test
  void the_same_without_an_id_is_kept_and_flagged_within_the_window() {
    UUID first = whole(null, "cuu em");
    time.advance(Duration.ofMinutes(10));
    whole(null, "cuu em");
    time.advance(Duration.ofMinutes(4));
    whole(null, "cuu em ");
    whole(null, "cuu em");
    assertThat(handleAll())
        .extracting(handled -> handled.sms().repeatOf())
        .containsExactly(null, first, null, first);
    time.advance(REPEAT_WINDOW);
    whole(null, "cuu em");
    assertThat(handleAll()).extracting(handled -> handled.sms().repeatOf()).containsOnlyNulls();
  }

  @Test
  void the_hash_of_a_message_is_erased_when_no_repeat_is_looked_for_any_more() {
    whole(null, "cuu em");
    time.advance(REPEAT_WINDOW.minusSeconds(1));
    part(7, 2, 1, "một");
    assertThat(sweep.sweep()).isZero();
    time.advance(Duration.ofSeconds(2));
    assertThat(sweep.sweep()).isEqualTo(1);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE echo IS NOT NULL")).isEqualTo(1);
  }

  @Test
  void with_ids_of_the_provider_the_same_words_are_another_message() {
    whole("a", "cuu em");
    whole("b", "cuu em");
    assertThat(handleAll()).extracting(handled -> handled.sms().repeatOf()).containsOnlyNulls();
  }

  @Test
  void parts_and_repeats_that_come_at_once_through_many_hands_are_still_one_message() {
    Random random = new Random(5);
    ExecutorService hands = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        int ref = round;
        List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, 6).boxed().toList());
        numbers.addAll(List.of(2, 5));
        Collections.shuffle(numbers, random);
        CompletableFuture.allOf(
                numbers.stream()
                    .map(n -> CompletableFuture.runAsync(() -> part(ref, 6, n, "p" + n), hands))
                    .toArray(CompletableFuture[]::new))
            .join();
        assertThat(handleAll()).extracting(Handled::text).containsExactly("p1p2p3p4p5p6");
      }
      CompletableFuture.allOf(
              IntStream.range(0, 8)
                  .mapToObj(n -> CompletableFuture.runAsync(() -> whole(null, "cuu"), hands))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      hands.shutdownNow();
    }
    assertThat(handleAll())
        .hasSize(8)
        .filteredOn(handled -> handled.sms().repeatOf() == null)
        .hasSize(1);
  }

  @Test
  void a_part_waits_while_the_message_is_being_handed_over_and_is_not_lost() {
    UUID first = part(7, 2, 1, "một");
    time.advance(PARTS_WAIT);
    CompletableFuture<UUID> late =
        transactions.executeWrite(
            tx -> {
              InboundSms claimed = inbox.claim(1).get(0);
              CompletableFuture<UUID> other =
                  CompletableFuture.supplyAsync(() -> part(7, 2, 2, "hai"));
              waitForLock();
              inbox.done(claimed.id());
              return other;
            });
    late.join();
    List<Handled> handled = handleAll();
    assertThat(handled).extracting(Handled::text).containsExactly("[…] hai");
    assertThat(handled.get(0).sms().addsTo()).isEqualTo(first);
  }

  @Test
  void several_at_once_are_the_same_as_one_after_the_other() {
    List<ReceivedSms> several =
        List.of(
            sms("a", "mot", null),
            sms(null, "cuu", null),
            sms(null, "hai ", new Part(7, 2, 1)),
            sms("a", "mot", null),
            sms(null, "cuu", null),
            sms(null, "ba", new Part(7, 2, 2)));
    List<InboundDesk.Arrival> arrivals = desk.accept(several);
    assertThat(arrivals)
        .extracting(InboundDesk.Arrival::isNew)
        .containsExactly(true, true, true, false, true, true);
    assertThat(arrivals.get(3).id()).isEqualTo(arrivals.get(0).id());
    List<Handled> handled = handleAll();
    assertThat(handled)
        .extracting(Handled::text)
        .containsExactlyInAnyOrder("mot", "cuu", "cuu", "hai ba");
    assertThat(handled).filteredOn(one -> one.sms().repeatOf() != null).hasSize(1);
    assertThat(desk.accept(List.of())).isEmpty();
  }

  @Test
  void several_with_the_same_through_many_hands_do_not_wait_in_a_circle() {
    ExecutorService hands = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 10; round++) {
        List<ReceivedSms> several = new ArrayList<>();
        for (int n = 1; n <= 8; n++) {
          several.add(sms(null, "r" + round + "n" + n, null));
          several.add(sms(null, "r" + round + "p" + n, new Part(n, 2, 1)));
        }
        CompletableFuture.allOf(
                IntStream.range(0, 6)
                    .mapToObj(
                        hand -> {
                          List<ReceivedSms> mine = new ArrayList<>(several);
                          Collections.shuffle(mine, new Random(hand));
                          return CompletableFuture.runAsync(() -> desk.accept(mine), hands);
                        })
                    .toArray(CompletableFuture[]::new))
            .join();
      }
    } finally {
      hands.shutdownNow();
    }
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(960);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NULL"))
        .isEqualTo(160);
  }

  private ReceivedSms sms(@Nullable String id, String text, @Nullable Part part) {
    return new ReceivedSms("smpp", id, LAN, "8138", text, clock.instant(), part, List.of());
  }

  private void waitForLock() {
    org.awaitility.Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND query LIKE '%FOR UPDATE%' AND datname = current_database()")
                    > 0);
  }

  @Test
  void a_header_that_makes_no_sense_leaves_a_whole_message() {
    assertThat(Part.read(1, 2, 3)).isNull();
    assertThat(Part.read(1, 1, 1)).isNull();
    assertThat(Part.read(1, 2, 0)).isNull();
    assertThat(Part.read(70_000, 2, 1)).isNull();
    assertThat(Part.read(65_535, 255, 255)).isEqualTo(new Part(65_535, 255, 255));
  }

  private UUID part(int ref, int total, int number, String text) {
    return desk.accept(
            new ReceivedSms(
                "smpp",
                null,
                LAN,
                "8138",
                text,
                clock.instant(),
                new Part(ref, total, number),
                List.of()))
        .id();
  }

  private UUID whole(@Nullable String providerMessageId, String text) {
    return desk.accept(
            new ReceivedSms("smpp", providerMessageId, LAN, "8138", text, clock.instant()))
        .id();
  }

  private record Handled(InboundSms sms, String text) {}

  private List<Handled> handleAll() {
    BodyOpener opener = BodyOpener.load(home.resolve("keys"));
    List<Handled> handled = new ArrayList<>();
    while (transactions.<Boolean>executeWrite(
        tx -> {
          List<InboundSms> claimed = inbox.claim(10);
          for (InboundSms sms : claimed) {
            handled.add(new Handled(sms, opener.open(sms)));
            inbox.done(sms.id());
          }
          return !claimed.isEmpty();
        })) {}
    return handled;
  }
}
