package vn.tinbao.sms.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.sms.lab.smpp.Answer;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.Handover;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.lab.smpp.Submitted;
import vn.tinbao.sms.queue.MessageClass;

/**
 * The gateway killed at each point of a message's way through an operator's SMPP. Lost: never. Sent
 * twice: awareness never, others at most what was in flight. What phones write has no id there: it
 * may be in the ledger twice, and is flagged then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmppCrashTest {
  private static final String HOTLINE = "8138";
  private static final int WINDOW = 8;
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));
  private static final String LONG = "Đường dây nóng ".repeat(12).strip();

  private FakeSmsc smsc;
  private CrashRig rig;
  private int phones;

  @BeforeAll
  void make() throws IOException {
    smsc =
        new FakeSmsc(
            0, SmscSettings.plain().withReceipts(Duration.ofMillis(5), true, false).withShuffled());
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.provider", "smpp-lab");
    settings.put("tinbao.sms.smpp.lab.host", "127.0.0.1");
    settings.put("tinbao.sms.smpp.lab.port", "" + smsc.port());
    settings.put("tinbao.sms.smpp.lab.system-id", "tinbao");
    settings.put("tinbao.sms.smpp.lab.sender", HOTLINE);
    settings.put("tinbao.sms.smpp.lab.window", "" + WINDOW);
    settings.put("tinbao.sms.smpp.lab.response-id", "HEX");
    settings.put("tinbao.sms.smpp.lab.receipt-id", "DEC");
    settings.put("tinbao.sms.smpp.lab.rebind-most", "PT0.5S");
    settings.put("tinbao.sms.awareness.from", "00:00");
    settings.put("tinbao.sms.awareness.until", "23:59:59");
    rig = new CrashRig(settings);
  }

  @BeforeEach
  void running() {
    smsc.deaf(false);
    smsc.release();
    smsc.losesAcknowledgements(false);
    smsc.answer(submit -> Answer.taken());
    rig.start();
    await().until(() -> smsc.bound() == 1);
  }

  @AfterAll
  void end() throws IOException {
    rig.close();
    smsc.close();
  }

  private record Sent(UUID id, String phone) {}

  private String phone() {
    return String.format(Locale.ROOT, "+8491200%04d", phones++);
  }

  private int arrived(String phone) {
    return smsc.texts(phone.substring(1)).size();
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

  /** The process is gone; so is what it wrote and nobody has read. */
  private void kill() {
    rig.kill();
    smsc.hangUp();
    await().until(() -> smsc.bound() == 0);
  }

  @Test
  void killed_after_the_claim_before_the_operator_has_read_anything() {
    smsc.deaf(true);
    Map<MessageClass, Sent> all = oneOfEach("Trước khi đọc");
    all.values().forEach(one -> rig.awaitState(one.id(), "SENDING"));
    kill();
    smsc.deaf(false);
    all.values().forEach(one -> assertThat(arrived(one.phone())).isZero());
    rig.start();
    rig.awaitSettled();
    all.forEach(
        (messageClass, one) -> {
          if (messageClass.resentWhenUnknown()) {
            rig.awaitState(one.id(), "DELIVERED");
          } else {
            assertThat(rig.state(one.id())).isEqualTo("SENT_UNCONFIRMED");
          }
          assertThat(arrived(one.phone()))
              .as(messageClass.name())
              .isEqualTo(messageClass.resentWhenUnknown() ? 1 : 0);
        });
  }

  @Test
  void killed_after_the_operator_took_it_before_the_answer() {
    smsc.hold();
    Map<MessageClass, Sent> all = oneOfEach("Trước khi trả lời");
    await().until(() -> smsc.held() == 3);
    kill();
    smsc.release();
    rig.start();
    rig.awaitSettled();
    sentOnceOrAtMostOnceMore(all);
  }

  @Test
  void killed_after_the_answer_before_it_is_written_down() {
    smsc.hold();
    Map<MessageClass, Sent> all = oneOfEach("Trước khi ghi");
    await().until(() -> smsc.held() == 3);
    rig.lock("SELECT 1 FROM sms.outbound WHERE state = 'SENDING' FOR UPDATE");
    smsc.release();
    rig.awaitBlocked();
    kill();
    rig.start();
    rig.awaitSettled();
    sentOnceOrAtMostOnceMore(all);
  }

  private void sentOnceOrAtMostOnceMore(Map<MessageClass, Sent> all) {
    all.forEach(
        (messageClass, one) ->
            assertThat(arrived(one.phone()))
                .as(messageClass.name())
                .isBetween(1, messageClass.resentWhenUnknown() ? 2 : 1));
  }

  /** A receipt for a message of which nobody knows the operator's name yet. */
  @Test
  void killed_when_the_receipt_came_before_the_answer() {
    smsc.hold();
    long strangers = strangers();
    Map<MessageClass, Sent> all = oneOfEach("Biên nhận trước");
    await().until(() -> smsc.held() == 3);
    await().until(() -> strangers() == strangers + 3);
    kill();
    smsc.release();
    rig.start();
    rig.awaitSettled();
    sentOnceOrAtMostOnceMore(all);
    all.forEach(
        (messageClass, one) -> {
          if (messageClass.resentWhenUnknown()) {
            rig.awaitState(one.id(), "DELIVERED");
          }
        });
  }

  private long strangers() {
    return rig.sql().number("SELECT count(*) FROM sms.provider_event WHERE message_id IS NULL");
  }

  @Test
  void an_error_after_acceptance_and_a_crash_before_it_is_settled() {
    smsc.answer(submit -> Answer.sentBut(SMPPConstant.STAT_ESME_RSYSERR));
    Map<MessageClass, Sent> all = oneOfEach("Lỗi sau khi nhận");
    all.values().forEach(one -> rig.awaitState(one.id(), "UNKNOWN"));
    kill();
    smsc.answer(submit -> Answer.taken());
    rig.start();
    rig.awaitSettled();
    sentOnceOrAtMostOnceMore(all);
    assertThat(rig.state(all.get(MessageClass.AWARENESS).id())).isEqualTo("SENT_UNCONFIRMED");
  }

  /** Answers wait in memory for the database, and are gone with the process. */
  @Test
  void killed_while_the_database_is_away() throws Exception {
    smsc.hold();
    Map<MessageClass, Sent> all = oneOfEach("Cơ sở dữ liệu đi vắng");
    await().until(() -> smsc.held() == 3);
    rig.sql().run("ALTER TABLE sms.attempt RENAME TO away; ALTER TABLE sms.inbound RENAME TO gone");
    Handover inbound;
    try {
      smsc.release();
      inbound = smsc.handOver(Handover.message(phone().substring(1), HOTLINE, "Khi đi vắng"));
      await().until(() -> rig.log().contains("Outcomes of") && rig.log().contains("what arrives"));
      kill();
      assertThat(inbound.acknowledged()).isNotDone();
    } finally {
      rig.sql()
          .run("ALTER TABLE sms.away RENAME TO attempt; ALTER TABLE sms.gone RENAME TO inbound");
    }
    rig.start();
    inbound.acknowledged().get(60, TimeUnit.SECONDS);
    rig.awaitSettled();
    sentOnceOrAtMostOnceMore(all);
    assertThat(inbound("repeat_of IS NULL")).isEqualTo(1);
    rig.sql().run("DELETE FROM sms.inbound");
  }

  @Test
  void killed_between_the_parts_of_a_long_message() {
    smsc.answer(submit -> submit.part() == 1 ? Answer.taken() : Answer.silence());
    Map<MessageClass, Sent> all = oneOfEach(LONG);
    await().until(() -> all.values().stream().allMatch(one -> parts(one) > 1));
    kill();
    smsc.answer(submit -> Answer.taken());
    rig.start();
    rig.awaitSettled();
    all.forEach(
        (messageClass, one) -> {
          if (messageClass.resentWhenUnknown()) {
            rig.awaitState(one.id(), "DELIVERED");
            assertThat(smsc.texts(one.phone().substring(1))).contains(LONG);
          } else {
            assertThat(smsc.submitted().stream().filter(s -> to(s, one)))
                .extracting(Submitted::part)
                .as("no part twice")
                .doesNotHaveDuplicates();
          }
        });
  }

  private long parts(Sent message) {
    return smsc.submitted().stream().filter(submit -> to(submit, message)).count();
  }

  private static boolean to(Submitted submit, Sent message) {
    return submit.to().equals(message.phone().substring(1));
  }

  @Test
  void killed_before_a_message_from_a_phone_is_committed_and_again_before_it_is_acknowledged()
      throws Exception {
    String before = phone().substring(1);
    rig.lock("LOCK TABLE sms.inbound IN SHARE MODE");
    Handover first = smsc.handOver(Handover.message(before, HOTLINE, "Chưa ghi"));
    rig.awaitBlocked();
    kill();
    assertThat(first.acknowledged()).isNotDone();
    assertThat(inbound("TRUE")).isZero();
    rig.start();
    first.acknowledged().get(60, TimeUnit.SECONDS);
    assertThat(inbound("TRUE")).isEqualTo(1);

    smsc.losesAcknowledgements(true);
    Handover second = smsc.handOver(Handover.message(before, HOTLINE, "Ghi rồi"));
    await().until(() -> inbound("TRUE") == 2);
    kill();
    smsc.losesAcknowledgements(false);
    rig.start();
    second.acknowledged().get(60, TimeUnit.SECONDS);
    assertThat(inbound("TRUE")).as("nothing says that it is the same").isEqualTo(3);
    assertThat(inbound("repeat_of IS NOT NULL")).as("but it looks like it").isEqualTo(1);
    rig.sql().run("DELETE FROM sms.inbound");
  }

  private long inbound(String which) {
    return rig.sql().number("SELECT count(*) FROM sms.inbound WHERE " + which);
  }

  /** Kills at moments that nobody chose, with messages of all classes under way both ways. */
  @Test
  void killed_again_and_again_under_load() throws Exception {
    int messages = FULL ? 5_000 : 240;
    int kills = FULL ? 10 : 2;
    Random random = new Random(20261122);
    smsc.answer(submit -> Answer.taken().later(Duration.ofMillis(20)));
    Map<UUID, String> outbound = new LinkedHashMap<>();
    Map<UUID, MessageClass> classes = new HashMap<>();
    long sentBefore = smsc.count();
    for (int i = 0; i < messages; i++) {
      MessageClass messageClass = MessageClass.values()[i % 3];
      String phone = phone();
      UUID id = rig.enqueue(messageClass, phone, "Tải " + i);
      outbound.put(id, phone);
      classes.put(id, messageClass);
    }
    List<Handover> inbound = new ArrayList<>();
    for (int kill = 1; kill <= kills; kill++) {
      for (int i = 0; i < 20; i++) {
        inbound.add(
            smsc.handOver(
                Handover.message(phone().substring(1), HOTLINE, "Đến " + kill + "." + i)));
      }
      long enough = sentBefore + (long) messages * kill / (kills + 1) + random.nextInt(5);
      await().until(() -> smsc.count() >= enough);
      kill();
      rig.start();
    }
    for (Handover one : inbound) {
      one.acknowledged().get(60, TimeUnit.SECONDS);
    }
    assertThat(inbound("repeat_of IS NULL")).as("each once").isEqualTo(inbound.size());
    rig.awaitSettled();
    int repeated = 0;
    for (Map.Entry<UUID, String> one : outbound.entrySet()) {
      int got = arrived(one.getValue());
      if (classes.get(one.getKey()) == MessageClass.AWARENESS) {
        assertThat(got).as("awareness").isLessThanOrEqualTo(1);
      } else {
        assertThat(got).as(rig.state(one.getKey())).isPositive();
        repeated += got - 1;
      }
    }
    assertThat(repeated).isLessThanOrEqualTo(kills * WINDOW);
    rig.sql().run("DELETE FROM sms.inbound");
  }
}
