package vn.tinbao.sms.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.sms.lab.twilio.FakeAccount;
import vn.tinbao.sms.lab.twilio.FakeHolds;
import vn.tinbao.sms.lab.twilio.FakeMessage;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.lab.twilio.Fault;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.testing.FreePort;

/**
 * The gateway killed at each point of a message's way through Twilio. Lost: no reply, no alert, and
 * of awareness at most what was in flight, which then is told as unconfirmed. Sent twice: awareness
 * never, others at most what was in flight.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwilioCrashTest {
  private static final String HOTLINE = "+12025550138";
  private static final int WINDOW = 8;
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));

  private final FakeAccount account = FakeAccount.random();
  private final FakeTwilio fake =
      FakeTwilio.start(FakeOptions.of(account).reportingUnruly(Duration.ofMillis(5), 20261122));
  private final int port = FreePort.next();
  private CrashRig rig;
  private int phones;

  @BeforeAll
  void make() {
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.provider", "twilio");
    settings.put("tinbao.sms.twilio.account-sid", account.sid());
    settings.put("tinbao.sms.twilio.auth-token", account.authToken());
    settings.put("tinbao.sms.twilio.from", HOTLINE);
    settings.put("tinbao.sms.twilio.public-url", "http://127.0.0.1:" + port);
    settings.put("tinbao.sms.twilio.api-url", fake.url().toString());
    settings.put("tinbao.sms.twilio.window", "" + WINDOW);
    settings.put("tinbao.sms.twilio.search-after", "PT1S");
    settings.put("tinbao.sms.awareness.from", "00:00");
    settings.put("tinbao.sms.awareness.until", "00:00");
    rig = new CrashRig(settings, port);
  }

  @BeforeEach
  void running() {
    fake.faults().none();
    fake.holds().release();
    rig.start();
  }

  @AfterAll
  void end() {
    rig.close();
    fake.close();
  }

  private String phone() {
    return String.format("+8491200%04d", phones++);
  }

  private int arrived(String phone) {
    return fake.messages().to(phone).size();
  }

  private void restart() {
    rig.kill();
    rig.start();
  }

  /** One message of each class, to a phone of its own. */
  private Map<MessageClass, Sent> oneOfEach(String text) {
    Map<MessageClass, Sent> sent = new EnumMap<>(MessageClass.class);
    for (MessageClass messageClass : MessageClass.values()) {
      String phone = phone();
      sent.put(messageClass, new Sent(rig.enqueue(messageClass, phone, text), phone));
    }
    return sent;
  }

  private record Sent(UUID id, String phone) {}

  private void awaitHeld(FakeHolds.At at, int many) {
    await().until(() -> fake.holds().held(at) == many);
  }

  @Test
  void killed_after_the_claim_before_twilio_has_read_anything() {
    fake.holds().hold(FakeHolds.At.READING);
    Map<MessageClass, Sent> all = oneOfEach("Trước khi đọc");
    awaitHeld(FakeHolds.At.READING, 3);
    rig.kill();
    fake.holds().cut();
    all.values().forEach(one -> assertThat(arrived(one.phone())).isZero());
    rig.start();
    rig.awaitSettled();
    all.forEach(
        (messageClass, one) -> {
          // That Twilio does not list it is no proof.
          boolean again = messageClass != MessageClass.AWARENESS;
          rig.awaitState(one.id(), again ? "DELIVERED" : "SENT_UNCONFIRMED");
          assertThat(arrived(one.phone())).as(messageClass.name()).isEqualTo(again ? 1 : 0);
        });
  }

  @Test
  void killed_after_twilio_took_it_before_the_answer() {
    fake.holds().hold(FakeHolds.At.ANSWERING);
    fake.faults().next(new Fault.Unreported(), new Fault.Unreported(), new Fault.Unreported());
    Map<MessageClass, Sent> all = oneOfEach("Trước khi trả lời");
    awaitHeld(FakeHolds.At.ANSWERING, 3);
    rig.kill();
    fake.holds().cut();
    rig.start();
    rig.awaitSettled();
    foundAndNotSentAgain(all);
  }

  @Test
  void killed_after_the_answer_before_it_is_written_down() {
    fake.holds().hold(FakeHolds.At.ANSWERING);
    fake.faults().next(new Fault.Unreported(), new Fault.Unreported(), new Fault.Unreported());
    Map<MessageClass, Sent> all = oneOfEach("Trước khi ghi");
    awaitHeld(FakeHolds.At.ANSWERING, 3);
    rig.lock("SELECT 1 FROM sms.outbound WHERE state = 'SENDING' FOR UPDATE");
    fake.holds().release();
    rig.awaitBlocked();
    restart();
    rig.awaitSettled();
    foundAndNotSentAgain(all);
  }

  /** Twilio can be asked, so nothing of what it took is sent again, whatever its class. */
  private void foundAndNotSentAgain(Map<MessageClass, Sent> all) {
    all.forEach(
        (messageClass, one) -> {
          assertThat(arrived(one.phone())).as(messageClass.name()).isEqualTo(1);
          assertThat(rig.state(one.id())).isIn("ACCEPTED", "SENT", "DELIVERED");
        });
  }

  @Test
  void killed_when_the_news_came_before_the_answer() {
    String phone = phone();
    fake.holds().hold(FakeHolds.At.ANSWERING);
    UUID id = rig.enqueue(MessageClass.ALERT, phone, "Tin đến trước");
    rig.awaitState(id, "DELIVERED");
    rig.kill();
    fake.holds().cut();
    rig.start();
    rig.awaitState(id, "DELIVERED");
    assertThat(arrived(phone)).isEqualTo(1);
  }

  @Test
  void an_error_after_acceptance_and_a_crash_before_it_is_settled() {
    String phone = phone();
    fake.faults().next(new Fault.AcceptAndFail(503));
    UUID id = rig.enqueue(MessageClass.AWARENESS, phone, "Lỗi sau khi nhận");
    await().until(() -> fake.messages().to(phone).size() == 1);
    restart();
    rig.awaitSettled();
    rig.awaitState(id, "ACCEPTED", "SENT", "DELIVERED");
    assertThat(arrived(phone)).isEqualTo(1);
  }

  @Test
  void killed_before_a_message_from_a_phone_is_committed() throws Exception {
    rig.lock("LOCK TABLE sms.inbound IN SHARE MODE");
    FakeTwilio.Received received = fake.text(webhook(0), phone(), HOTLINE, "Chưa ghi");
    rig.awaitBlocked();
    rig.kill();
    assertThat(received.answer().get()).isZero();
    assertThat(rig.inbound(received.message().sid())).isZero();
    rig.start();
    assertThat(fake.again(webhook(0), received.message()).get()).isEqualTo(200);
    assertThat(rig.inbound(received.message().sid())).isEqualTo(1);
  }

  /**
   * The answer is lost with the process: to Twilio it is the same as a commit without an answer.
   */
  @Test
  void killed_after_the_commit_before_twilio_was_told() throws Exception {
    FakeTwilio.Received received = fake.text(webhook(0), phone(), HOTLINE, "Ghi rồi");
    await().until(() -> rig.inbound(received.message().sid()) == 1);
    rig.kill();
    received.answer().get();
    rig.start();
    for (int i = 0; i < 3; i++) {
      assertThat(fake.again(webhook(0), received.message()).get()).isEqualTo(200);
    }
    assertThat(rig.inbound(received.message().sid())).isEqualTo(1);
  }

  @Test
  void a_database_that_is_away_keeps_messages_at_twilio_and_comes_back() throws Exception {
    rig.lock("LOCK TABLE sms.inbound IN ACCESS EXCLUSIVE MODE");
    FakeTwilio.Received received = fake.text(webhook(0), phone(), HOTLINE, "Cơ sở dữ liệu đi vắng");
    rig.awaitBlocked();
    rig.sql()
        .run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'tinbao'"
                + " AND cardinality(pg_blocking_pids(pid)) > 0");
    assertThat(received.answer().get()).isEqualTo(503);
    rig.unlock();
    assertThat(fake.again(webhook(0), received.message()).get()).isEqualTo(200);
    assertThat(rig.inbound(received.message().sid())).isEqualTo(1);
  }

  /**
   * Answers wait in memory for the database, and are gone with the process; Twilio can be asked.
   */
  @Test
  void killed_while_the_database_is_away() throws Exception {
    fake.holds().hold(FakeHolds.At.ANSWERING);
    fake.faults().next(new Fault.Unreported(), new Fault.Unreported(), new Fault.Unreported());
    Map<MessageClass, Sent> all = oneOfEach("Đi vắng rồi chết");
    awaitHeld(FakeHolds.At.ANSWERING, 3);
    rig.sql().run("ALTER TABLE sms.attempt RENAME TO away; ALTER TABLE sms.inbound RENAME TO gone");
    FakeTwilio.Received received;
    try {
      fake.holds().release();
      received = fake.text(webhook(0), phone(), HOTLINE, "Khi đi vắng");
      assertThat(received.answer().get()).isEqualTo(503);
      await().until(() -> rig.log().contains("Outcomes of"));
      rig.kill();
    } finally {
      rig.sql()
          .run("ALTER TABLE sms.away RENAME TO attempt; ALTER TABLE sms.gone RENAME TO inbound");
    }
    rig.start();
    assertThat(fake.again(webhook(0), received.message()).get()).isEqualTo(200);
    assertThat(rig.inbound(received.message().sid())).isEqualTo(1);
    rig.awaitSettled();
    foundAndNotSentAgain(all);
  }

  /** Kills at moments that nobody chose, with messages of all classes under way both ways. */
  @Test
  void killed_again_and_again_under_load() throws Exception {
    int messages = FULL ? 2_000 : 150;
    int kills = FULL ? 10 : 2;
    Random random = new Random(20261122);
    Map<UUID, String> outbound = new LinkedHashMap<>();
    Map<UUID, MessageClass> classes = new HashMap<>();
    for (int i = 0; i < messages; i++) {
      MessageClass messageClass = MessageClass.values()[i % 3];
      String phone = phone();
      UUID id = rig.enqueue(messageClass, phone, "Tải " + i);
      outbound.put(id, phone);
      classes.put(id, messageClass);
    }
    List<FakeTwilio.Received> inbound = new ArrayList<>();
    long sentBefore = fake.messages().sent();
    for (int kill = 1; kill <= kills; kill++) {
      for (int i = 0; i < 10; i++) {
        inbound.add(fake.text(webhook(0), phone(), HOTLINE, "Đến " + kill + "." + i));
      }
      long enough = sentBefore + (long) messages * kill / (kills + 1) + random.nextInt(5);
      await()
          .untilAsserted(
              () ->
                  assertThat(fake.messages().sent())
                      .as(rig.states())
                      .isGreaterThanOrEqualTo(enough));
      restart();
    }
    for (FakeTwilio.Received received : inbound) {
      if (received.answer().get() != 200) {
        assertThat(fake.again(webhook(5), received.message()).get()).isEqualTo(200);
      }
      assertThat(rig.inbound(received.message().sid())).isEqualTo(1);
    }
    rig.awaitSettled();
    int repeated = 0;
    int unconfirmed = 0;
    for (Map.Entry<UUID, String> one : outbound.entrySet()) {
      List<FakeMessage> got = fake.messages().to(one.getValue());
      if (classes.get(one.getKey()) == MessageClass.AWARENESS && got.isEmpty()) {
        assertThat(rig.state(one.getKey())).isEqualTo("SENT_UNCONFIRMED");
        unconfirmed++;
        continue;
      }
      assertThat(got).as(rig.state(one.getKey())).isNotEmpty();
      if (classes.get(one.getKey()) == MessageClass.AWARENESS) {
        assertThat(got).hasSize(1);
      }
      repeated += got.size() - 1;
    }
    assertThat(unconfirmed).isLessThanOrEqualTo(kills * WINDOW);
    assertThat(repeated).isLessThanOrEqualTo(kills * WINDOW);
  }

  private String webhook(int retries) {
    return rig.url() + "/twilio/inbound#rc=" + retries;
  }
}
