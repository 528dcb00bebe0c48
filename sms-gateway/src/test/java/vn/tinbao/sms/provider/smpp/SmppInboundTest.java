package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.OptionalParameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.Handover;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodyOpener;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.InboundSms;
import vn.tinbao.sms.queue.ReceivedSms;
import vn.tinbao.sms.queue.SmsInbox;
import vn.tinbao.sms.testing.TestSql;

/** What phones write, from the centre to the ledger: acknowledged when committed, never before. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "micronaut.server.port", value = "-1")
class SmppInboundTest implements TestPropertyProvider {
  private static final String LAN = "84912345678";
  private static final String HOTLINE = "8138";

  @Inject InboundDesk desk;
  @Inject SmsInbox inbox;
  @Inject TransactionOperations<java.sql.Connection> transactions;
  @Inject HomeDirectory home;
  @Inject Database database;
  @Inject TestSql sql;

  private FakeSmsc smsc;

  @Override
  public Map<String, String> getProperties() {
    try {
      smsc = new FakeSmsc(0, SmscSettings.plain());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Connection.to(smsc, "lab");
  }

  @BeforeEach
  void empty() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("DELETE FROM sms.inbound");
    await().until(() -> smsc.bound() == 1);
  }

  @Test
  void texts_of_both_alphabets_are_stored_sealed_and_acknowledged() throws Exception {
    taken(Handover.message(LAN, HOTLINE, "Cứu em với 🆘"));
    taken(Handover.message(LAN, HOTLINE, "SOS {5€}"));
    assertThat(texts()).containsExactly("Cứu em với 🆘", "SOS {5€}");
    assertThat(sql.text("SELECT DISTINCT provider || to_number FROM sms.inbound"))
        .isEqualTo("smpp-lab" + HOTLINE);
    assertThat(sql.dump("sms.inbound")).doesNotContain("SOS", LAN);
  }

  @Test
  void parts_in_any_order_and_cut_anywhere_become_one() throws Exception {
    char[] text = ("Có người nhốt trẻ em 🆘 ở đây. ".repeat(5) + "Hết").toCharArray();
    List<Handover> parts = new ArrayList<>();
    int size = 22; // through the surrogate pair
    int total = (text.length + size - 1) / size;
    for (int i = 0; i < total; i++) {
      char[] units =
          java.util.Arrays.copyOfRange(text, i * size, Math.min(text.length, (i + 1) * size));
      parts.add(Handover.part(LAN, HOTLINE, 77, total, i + 1, units));
    }
    java.util.Collections.shuffle(parts, new java.util.Random(5));
    for (Handover part : parts) {
      taken(part);
    }
    assertThat(texts()).containsExactly(new String(text));
  }

  @Test
  void a_text_in_the_payload_parameter_is_read() throws Exception {
    byte[] octets = "Đường dài ".repeat(40).getBytes(StandardCharsets.UTF_16BE);
    taken(
        Handover.of(
            0, 8, LAN, HOTLINE, new byte[0], new OptionalParameter.Message_payload(octets)));
    assertThat(texts()).containsExactly("Đường dài ".repeat(40));
  }

  @Test
  void what_a_person_writes_like_a_receipt_is_a_message() throws Exception {
    taken(Handover.message(LAN, HOTLINE, "id:1 stat:DELIVRD"));
    assertThat(texts()).containsExactly("id:1 stat:DELIVRD");
  }

  @Test
  void a_sender_that_nobody_can_answer_is_kept_and_the_names_are_told_apart() throws Exception {
    taken(Handover.message("SOSRELAY", HOTLINE, "Cuu em"));
    taken(Handover.message("195", HOTLINE, "Khuyen mai"));
    taken(Handover.message("SOSRELAY", HOTLINE, "Cuu em voi"));
    taken(Handover.message("", HOTLINE, "Giau so"));
    assertThat(texts()).containsExactlyInAnyOrder("Cuu em", "Khuyen mai", "Cuu em voi", "Giau so");
    assertThat(sql.number("SELECT count(DISTINCT from_hash) FROM sms.inbound")).isEqualTo(3);
    assertThat(sql.dump("sms.inbound")).doesNotContain("SOSRELAY", "534f5352454c4159");
  }

  @Test
  void an_empty_message_is_a_message() throws Exception {
    taken(Handover.of(0, 0, LAN, HOTLINE, new byte[0]));
    assertThat(texts()).containsExactly("");
  }

  @Test
  void many_at_once_are_each_stored_once_and_those_of_one_sender_in_their_order() throws Exception {
    List<Handover> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(smsc.handOver(Handover.message("8491234567" + i % 7, HOTLINE, "tin " + i)));
    }
    for (Handover one : all) {
      assertThat(one.acknowledged().get(60, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NULL"))
        .isEqualTo(300);
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 300; i += 7) {
      first.add("tin " + i);
    }
    assertThat(texts()).containsSubsequence(first).hasSize(300);
  }

  @Test
  void several_are_committed_together_or_not_at_all() {
    ReceivedSms good =
        new ReceivedSms(
            "smpp-lab", null, new PhoneNumber("+" + LAN), HOTLINE, "tốt", Instant.now());
    List<ReceivedSms> spoilt = new ArrayList<>(List.of(good));
    spoilt.add(null);
    assertThatThrownBy(() -> desk.accept(spoilt)).isInstanceOf(RuntimeException.class);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isZero();
    assertThat(desk.accept(List.of(good, good))).allMatch(InboundDesk.Arrival::isNew);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NOT NULL"))
        .isEqualTo(1);
  }

  @Test
  void while_the_database_is_away_nothing_is_acknowledged_and_nothing_is_lost() throws Exception {
    List<Handover> all = new ArrayList<>();
    sql.run("ALTER TABLE sms.inbound RENAME TO gone");
    try {
      for (int i = 0; i < 5; i++) {
        all.add(smsc.handOver(Handover.message(LAN, HOTLINE, "tin " + i)));
      }
      await().pollDelay(Duration.ofMillis(700)).until(() -> smsc.unacknowledged() == 5);
      assertThat(all).noneMatch(one -> one.acknowledged().isDone());
    } finally {
      sql.run("ALTER TABLE sms.gone RENAME TO inbound");
    }
    for (Handover one : all) {
      assertThat(one.acknowledged().get(60, TimeUnit.SECONDS)).isGreaterThan(1);
    }
    assertThat(texts()).containsExactlyInAnyOrder("tin 0", "tin 1", "tin 2", "tin 3", "tin 4");
  }

  @Test
  void a_link_cut_before_the_acknowledgement_leaves_the_message_twice_and_the_second_flagged()
      throws Exception {
    Handover message;
    int binds = smsc.binds();
    try (java.sql.Connection lock = database.address().connect("test");
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("LOCK TABLE sms.inbound IN SHARE MODE");
      message = smsc.handOver(Handover.message(LAN, HOTLINE, "một lần thôi"));
      await().until(() -> waiting() > 0);
      smsc.hangUp();
      await().until(() -> smsc.binds() > binds);
      lock.rollback();
    }
    assertThat(message.acknowledged().get(60, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(2);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NOT NULL"))
        .isEqualTo(1);
  }

  private long waiting() throws SQLException {
    return sql.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND cardinality(pg_blocking_pids(pid)) > 0");
  }

  private void taken(Handover handover) throws Exception {
    assertThat(smsc.handOver(handover).acknowledged().get(60, TimeUnit.SECONDS)).isEqualTo(1);
  }

  private List<String> texts() {
    BodyOpener opener = BodyOpener.load(home.resolve("keys"));
    List<String> texts = new ArrayList<>();
    while (transactions.<Boolean>executeWrite(
        tx -> {
          List<InboundSms> claimed = inbox.claim(10);
          for (InboundSms sms : claimed) {
            texts.add(opener.open(sms));
            inbox.done(sms.id());
          }
          return !claimed.isEmpty();
        })) {}
    return texts;
  }
}
