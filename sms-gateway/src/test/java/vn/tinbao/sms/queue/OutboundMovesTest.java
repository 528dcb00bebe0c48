package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/**
 * All that can happen to messages, in random order: every move that the database saw is in {@link
 * OutboundState}'s table, and every move of the table was seen.
 */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class OutboundMovesTest {
  /** A long run looks for what must not happen. */
  private static final int STEPS =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 400;

  /** Rare moves take their time; none takes so long. */
  private static final int MOST_STEPS = STEPS + 20_000;

  @Inject LedgerFixture fixture;
  @Inject SmsOutbox outbox;
  @Inject StatusDesk status;
  @Inject Suppressions suppressions;
  @Inject PhoneKey key;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  private final Random random = new Random(20261122);
  private final ScriptedProvider provider = new ScriptedProvider();
  private final List<UUID> messages = new ArrayList<>();
  private final List<UUID> campaigns = new ArrayList<>();

  @BeforeEach
  void watch() {
    fixture.empty();
    sql.run(
        """
        CREATE TABLE sms.seen (move text PRIMARY KEY);
        CREATE FUNCTION sms.see() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF OLD.state <> NEW.state THEN
            INSERT INTO sms.seen VALUES (OLD.state || ' ' || NEW.state) ON CONFLICT DO NOTHING;
          END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER see BEFORE UPDATE ON sms.outbound FOR EACH ROW EXECUTE FUNCTION sms.see();
        """);
  }

  @AfterEach
  void stopWatching() {
    sql.run("DROP TRIGGER see ON sms.outbound; DROP FUNCTION sms.see; DROP TABLE sms.seen");
  }

  @Test
  void every_move_is_in_the_table_and_every_move_of_the_table_happens() throws Exception {
    provider.window = 1_000;
    LedgerFixture.Running running = fixture.running(provider);
    for (int step = 0;
        step < STEPS || step < MOST_STEPS && (step % 20 != 0 || !seen().containsAll(table()));
        step++) {
      switch (random.nextInt(11)) {
        case 0 -> enqueue();
        case 1, 2 -> {
          provider.staysSilent();
          running.sender().sendDue();
        }
        case 3, 4 -> answer(running);
        case 5, 6, 7 -> news();
        case 8 -> {
          time.advance(Duration.ofSeconds(random.nextInt(5) == 0 ? 4_000 : 50));
          if (random.nextInt(60) == 0) {
            time.advance(Duration.ofHours(73));
          }
        }
        case 9 -> running.sender().sweep();
        default -> somebodySays();
      }
    }
    assertThat(seen()).isEqualTo(table());
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.outbound WHERE body IS NULL AND state IN ('QUEUED',"
                    + " 'SENDING', 'UNKNOWN', 'ACCEPTED', 'SENT')"))
        .as("what may be sent has its text")
        .isZero();
    assertThat(
            sql.number(
                "SELECT count(*) FROM (SELECT message_id FROM sms.attempt JOIN sms.outbound o"
                    + " ON o.id = message_id WHERE o.message_class = 'AWARENESS' AND"
                    + " (outcome IS NULL OR outcome IN ('ACCEPTED', 'IN_DOUBT', 'GIVEN_UP'))"
                    + " GROUP BY 1 HAVING count(*) > 1) twice"))
        .as("awareness is at most once")
        .isZero();
  }

  private TreeSet<String> seen() {
    String all = sql.text("SELECT coalesce(string_agg(move, ','), '') FROM sms.seen");
    return new TreeSet<>(List.of(all.split(",")));
  }

  private static TreeSet<String> table() {
    return Arrays.stream(OutboundState.values())
        .flatMap(from -> from.next().stream().map(to -> from + " " + to))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void enqueue() {
    for (int i = 0; i < 6; i++) {
      OutboundSms sms =
          new OutboundSms(
              UuidCreator.getTimeOrderedEpoch(),
              pick(List.of(MessageClass.values())),
              key.seal(fixture.phone()),
              "x",
              random.nextInt(3) == 0 ? clock.instant().plusSeconds(3_000) : null,
              campaign(),
              null);
      messages.add(sms.id());
      outbox.enqueue(sms);
    }
  }

  private @Nullable UUID campaign() {
    if (campaigns.isEmpty() || random.nextInt(10) == 0) {
      campaigns.add(UuidCreator.getTimeOrderedEpoch());
    }
    return random.nextInt(4) == 0 ? campaigns.get(campaigns.size() - 1) : null;
  }

  private void answer(LedgerFixture.Running running) throws InterruptedException {
    int answered = 0;
    for (int i = 0; i < 8 && !provider.open.isEmpty(); i++) {
      CompletableFuture<SendResult> call =
          provider.open.remove(random.nextInt(provider.open.size()));
      call.complete(
          pick(
              List.of(
                  new SendResult.Accepted("p" + UUID.randomUUID()),
                  new SendResult.Accepted("p" + UUID.randomUUID()),
                  new SendResult.Accepted("p" + UUID.randomUUID()),
                  new SendResult.NotSent("429", Duration.ZERO),
                  new SendResult.Busy("429", Duration.ZERO),
                  new SendResult.NoWay("21408"),
                  new SendResult.ChannelBroken("401"),
                  new SendResult.InDoubt("time-out"),
                  new SendResult.InDoubt("time-out"),
                  new SendResult.Refused("30003", Because.FOR_NOW),
                  new SendResult.Refused("30007", Because.TEXT))));
      answered++;
    }
    while (answered > 0) {
      answered -= running.sender().recordSome(Duration.ofSeconds(10));
    }
  }

  private void news() {
    String states =
        random
            .ints(5, 0, OutboundState.values().length)
            .mapToObj(i -> "'" + OutboundState.values()[i] + "'")
            .collect(Collectors.joining(","));
    // Some message of each of these states, and the name of one of its sendings.
    String found =
        sql.text(
            """
            SELECT coalesce(string_agg(m.id || ' ' || coalesce(m.name, 'new'), ','), '')
              FROM unnest(ARRAY[%s]) AS s(state) CROSS JOIN LATERAL (
                   SELECT o.id, (SELECT a.provider_id FROM sms.attempt a
                                  WHERE a.message_id = o.id ORDER BY random() LIMIT 1) AS name
                     FROM sms.outbound o WHERE o.state = s.state AND o.attempt > 0
                    ORDER BY random() LIMIT 1) m
            """
                .formatted(states));
    List<StatusNews> news = new ArrayList<>();
    for (String one : found.isEmpty() ? new String[0] : found.split(",", -1)) {
      String id = one.substring(0, 36);
      String name = one.substring(37);
      DeliveryStatus what = pick(List.of(DeliveryStatus.values()));
      boolean failed = what == DeliveryStatus.UNDELIVERED || what == DeliveryStatus.FAILED;
      news.add(
          new StatusNews(
              "scripted",
              name.equals("new") ? "q" + UUID.randomUUID() : name,
              UUID.fromString(id),
              what,
              failed ? "30003" : null,
              failed ? pick(List.of(Because.FOR_NOW, Because.OTHER)) : null));
    }
    status.accept(news);
  }

  /** Some message like this, so that rare states get their share; any when there is none. */
  private UUID one(String where) {
    String found =
        sql.text(
            "SELECT (SELECT id FROM sms.outbound WHERE %s ORDER BY random() LIMIT 1)"
                .formatted(where));
    return found.equals("null")
        ? messages.get(random.nextInt(messages.size()))
        : UUID.fromString(found);
  }

  private void somebodySays() {
    if (!messages.isEmpty() && random.nextBoolean()) {
      UUID id = one("state = 'QUEUED' AND lane = 2 AND attempt > 0");
      sql.run(
          "INSERT INTO sms.suppression (to_hash, opted_out_at) SELECT to_hash, now() FROM"
              + " sms.outbound WHERE id = '%s' ON CONFLICT DO NOTHING".formatted(id));
    } else if (!campaigns.isEmpty()) {
      UUID campaign = campaigns.get(random.nextInt(campaigns.size()));
      switch (random.nextInt(6)) {
        case 0 -> outbox.cancel(tried(campaign));
        case 1, 2 -> outbox.hold(campaign);
        default -> outbox.release(campaign);
      }
    }
  }

  /** A campaign with a message that was tried: news may still come about that one. */
  private UUID tried(UUID otherwise) {
    String found =
        sql.text(
            "SELECT (SELECT campaign FROM sms.outbound WHERE state = 'QUEUED' AND attempt > 0"
                + " AND campaign IS NOT NULL ORDER BY random() LIMIT 1)");
    return found.equals("null") ? otherwise : UUID.fromString(found);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
