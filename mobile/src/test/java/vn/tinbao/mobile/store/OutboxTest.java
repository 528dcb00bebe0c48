package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(10), Duration.ofMillis(40));
  private static final Backoff NEVER = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
  private static final Instant NOW = Instant.parse("2026-11-22T01:30:00Z");

  @TempDir Path home;
  private Vault vault;
  private Outbox outbox;
  private final List<String> carried = new CopyOnWriteArrayList<>();
  private final Deque<Delivery> script = new ArrayDeque<>();

  @BeforeEach
  void open() {
    vault = Vault.open(home);
  }

  @AfterEach
  void close() {
    if (outbox != null) {
      outbox.close();
    }
    vault.close();
  }

  @Test
  void a_parcel_goes_out_once_and_leaves_nothing_behind() {
    start(QUICK);
    outbox.put(parcel("a", "lane"));
    awaitEmpty();
    assertThat(carried).containsExactly("a");
    assertThat(vault.names("outbox/")).isEmpty();
  }

  @Test
  void it_comes_again_and_again_until_the_server_has_it() {
    script(again(), again(), again(), again());
    start(QUICK);
    outbox.put(parcel("a", "lane"));
    awaitEmpty();
    assertThat(carried).containsExactly("a", "a", "a", "a", "a");
  }

  @Test
  void a_courier_that_fails_is_a_try_that_failed() {
    outbox =
        new Outbox(
            vault,
            parcel -> {
              carried.add(parcel.id());
              if (carried.size() < 3) {
                throw new IllegalStateException("a mistake in the app");
              }
              return new Delivery.Acknowledged();
            },
            QUICK,
            Runnable::run);
    outbox.start();
    outbox.put(parcel("a", "lane"));
    awaitEmpty();
    assertThat(carried).hasSize(3);
  }

  @Test
  void parcels_of_a_lane_keep_their_order_and_other_lanes_do_not_wait() {
    script(again(), again());
    outbox =
        new Outbox(
            vault,
            this::carry,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
            Runnable::run);
    outbox.put(parcel("a1", "a"));
    outbox.put(parcel("a2", "a"));
    outbox.put(parcel("b1", "b"));
    outbox.put(parcel("b2", "b"));
    outbox.start();
    awaitEmpty();
    assertThat(carried.stream().filter(id -> id.startsWith("a")).distinct())
        .containsExactly("a1", "a2");
    assertThat(carried.stream().filter(id -> id.startsWith("b")).distinct())
        .containsExactly("b1", "b2");
    assertThat(carried.indexOf("b1")).isEqualTo(1);
  }

  @Test
  void what_waits_survives_a_restart_in_its_order_and_is_tried_at_once() {
    script(again());
    start(NEVER);
    outbox.put(parcel("z-first", "lane"));
    outbox.put(parcel("a-second", "lane"));
    await().until(() -> carried.size() == 1);
    reopen();
    start(NEVER);
    awaitEmpty();
    assertThat(carried).containsExactly("z-first", "z-first", "a-second");
  }

  @Test
  void killed_after_the_server_took_it_the_same_parcel_comes_once_more() {
    CountDownLatch serverHasIt = new CountDownLatch(1);
    outbox =
        new Outbox(
            vault,
            parcel -> {
              carried.add(parcel.id());
              serverHasIt.countDown();
              vault.close();
              return new Delivery.Acknowledged();
            },
            NEVER,
            Runnable::run);
    outbox.start();
    outbox.put(parcel("a", "lane"));
    await().until(() -> serverHasIt.getCount() == 0);
    reopen();
    assertThat(vault.names("outbox/")).hasSize(1);
    start(QUICK);
    awaitEmpty();
    assertThat(carried).containsExactly("a", "a");
  }

  @Test
  void the_same_id_twice_is_one_parcel() {
    start(QUICK);
    outbox.close();
    outbox = new Outbox(vault, this::carry, QUICK, Runnable::run);
    outbox.put(parcel("a", "lane"));
    outbox.put(parcel("a", "lane"));
    assertThat(outbox.all()).hasSize(1);
    outbox.start();
    awaitEmpty();
    assertThat(carried).containsExactly("a");
  }

  @Test
  void a_refused_parcel_stays_for_a_person_and_the_next_one_goes() {
    script(new Delivery.Refused("Hãy kể chuyện xảy ra."));
    start(QUICK);
    outbox.put(parcel("bad", "lane"));
    outbox.put(parcel("good", "lane"));
    await().until(() -> outbox.unsent() == 0);
    assertThat(carried).containsExactly("bad", "good");
    reopen();
    start(QUICK);
    assertThat(outbox.find("bad").orElseThrow().refusal()).isEqualTo("Hãy kể chuyện xảy ra.");
    assertThat(outbox.dismiss("bad")).isTrue();
    assertThat(vault.names("outbox/")).isEmpty();
    assertThat(carried).containsExactly("bad", "good");
  }

  @Test
  void the_wait_that_the_server_asks_for_is_kept() throws InterruptedException {
    script(new Delivery.Again(Duration.ofMinutes(10)));
    start(QUICK);
    outbox.put(parcel("a", "lane"));
    await().until(() -> carried.size() == 1);
    TimeUnit.MILLISECONDS.sleep(150);
    assertThat(carried).hasSize(1);
    outbox.nudge();
    awaitEmpty();
  }

  @Test
  void a_held_parcel_waits_for_a_nudge_even_when_others_get_through() throws InterruptedException {
    script(new Delivery.Held());
    start(QUICK);
    outbox.put(parcel("held", "a"));
    await().until(() -> carried.size() == 1);
    outbox.put(parcel("other", "b"));
    await().until(() -> outbox.find("other").isEmpty());
    TimeUnit.MILLISECONDS.sleep(80);
    assertThat(carried).containsExactly("held", "other");
    outbox.nudge();
    awaitEmpty();
  }

  @Test
  void one_success_wakes_the_lanes_that_wait_for_the_network() {
    script(again());
    start(NEVER);
    outbox.put(parcel("a", "a"));
    await().until(() -> carried.size() == 1);
    outbox.put(parcel("b", "b"));
    awaitEmpty();
    assertThat(carried).containsExactly("a", "b", "a");
  }

  @Test
  void a_parcel_that_a_person_gave_up_does_not_come_back() {
    CountDownLatch onTheLine = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    outbox =
        new Outbox(
            vault,
            parcel -> {
              onTheLine.countDown();
              await().until(() -> answered.getCount() == 0);
              return new Delivery.Again(null);
            },
            QUICK,
            Runnable::run);
    outbox.start();
    outbox.put(parcel("a", "lane"));
    await().until(() -> onTheLine.getCount() == 0);
    assertThat(outbox.sending("a")).isTrue();
    outbox.dismiss("a");
    answered.countDown();
    await().until(() -> !outbox.sending("a"));
    assertThat(outbox.all()).isEmpty();
    assertThat(vault.names("outbox/")).isEmpty();
  }

  @Test
  void a_full_phone_says_so_before_anything_is_promised() throws IOException {
    start(QUICK);
    Path records = home.resolve("records");
    Files.delete(records);
    Files.createFile(records);
    assertThatThrownBy(() -> outbox.put(parcel("a", "lane"))).isInstanceOf(VaultException.class);
    assertThat(outbox.all()).isEmpty();
    assertThat(carried).isEmpty();
  }

  @Test
  void waits_double_up_to_the_longest_and_spread_a_little() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));
    assertThat(backoff.after(1)).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2400));
    assertThat(backoff.after(3)).isBetween(Duration.ofMillis(6400), Duration.ofMillis(9600));
    assertThat(backoff.after(1000)).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
  }

  private Delivery carry(Parcel parcel) {
    carried.add(parcel.id());
    synchronized (script) {
      return script.isEmpty() ? new Delivery.Acknowledged() : script.poll();
    }
  }

  private void start(Backoff backoff) {
    outbox = new Outbox(vault, this::carry, backoff, Runnable::run);
    outbox.start();
  }

  private void reopen() {
    outbox.close();
    vault.close();
    vault = Vault.open(home);
  }

  private void script(Delivery... outcomes) {
    script.addAll(List.of(outcomes));
  }

  private void awaitEmpty() {
    await().until(() -> outbox.all().isEmpty());
  }

  private static Delivery again() {
    return new Delivery.Again(null);
  }

  private static Parcel parcel(String id, String lane) {
    return Parcel.of(id, "tip", lane, "{}", NOW);
  }
}
