package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.lab.smpp.Answer;
import vn.tinbao.sms.lab.smpp.FakeSmsc;
import vn.tinbao.sms.lab.smpp.Handover;
import vn.tinbao.sms.lab.smpp.SmscSettings;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.testing.TestSql;
import vn.tinbao.sms.text.Segments;

/**
 * Messages through the whole gateway to the fake centre, and the receipts that come back: in the
 * ledger a message ends as what became of all its parts.
 */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Property(name = "micronaut.server.port", value = "-1")
@Property(name = "tinbao.sms.sender.poll", value = "PT0.1S")
class SmppReceiptsTest implements TestPropertyProvider {
  private static final String LONG = "Đường dây nóng ".repeat(12).strip();

  @Inject SmsOutbox outbox;
  @Inject SmppParts parts;
  @Inject PhoneKey key;
  @Inject TestSql sql;

  private FakeSmsc smsc;

  @Override
  public Map<String, String> getProperties() {
    try {
      smsc = new FakeSmsc(0, SmscSettings.plain().withHexIds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings =
        Connection.to(
            smsc, "lab", "response-id", "HEX", "receipt-id", "DEC", "response-timeout", "PT0.5S");
    // Awareness goes at any hour: tests run at night, too.
    settings.put("tinbao.sms.awareness.from", "00:00");
    settings.put("tinbao.sms.awareness.until", "00:00");
    return settings;
  }

  private int phones;

  @BeforeEach
  void empty() {
    smsc.answer(submit -> Answer.taken());
    sql.run("DELETE FROM sms.provider_event; DELETE FROM sms.outbound; DELETE FROM sms.smpp_part");
    await().until(() -> smsc.bound() == 1);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    await().until(() -> smsc.unacknowledged() == 0);
  }

  @Test
  void a_short_message_is_delivered_when_its_receipt_says_so() {
    UUID id = enqueue("ngắn");
    await().until(() -> state(id).equals("ACCEPTED"));
    receipt(providerId(id), "DELIVRD", "000");
    await().until(() -> state(id).equals("DELIVERED"));
  }

  @Test
  void a_failure_keeps_its_reason() {
    UUID id = enqueue("ngắn", MessageClass.AWARENESS);
    await().until(() -> state(id).equals("ACCEPTED"));
    receipt(providerId(id), "EXPIRED", "12b");
    await().until(() -> state(id).equals("UNDELIVERED"));
    assertThat(sql.text("SELECT error_code FROM sms.outbound WHERE id = '" + id + "'"))
        .isEqualTo("EXPIRED:12b");
  }

  @Test
  void a_long_message_is_delivered_when_all_its_parts_are_in_any_order_and_repeated() {
    UUID id = enqueue(LONG);
    await().until(() -> state(id).equals("ACCEPTED"));
    List<String> partIds = partIds(id);
    assertThat(partIds).hasSizeGreaterThan(2);
    assertThat(providerId(id)).isEqualTo(partIds.get(0) + "+" + (partIds.size() - 1));
    for (int i = partIds.size() - 1; i > 0; i--) {
      receipt(partIds.get(i), "DELIVRD", "000");
      receipt(partIds.get(i), "ENROUTE", "000");
      receipt(partIds.get(i), "DELIVRD", "000");
    }
    await().until(() -> smsc.unacknowledged() == 0);
    assertThat(state(id)).isEqualTo("ACCEPTED");
    receipt(partIds.get(0), "DELIVRD", "000");
    await().until(() -> state(id).equals("DELIVERED"));
    assertThat(strangers()).isZero();
  }

  @Test
  void one_lost_part_is_a_message_not_delivered_until_the_operator_corrects_itself() {
    UUID id = enqueue(LONG, MessageClass.AWARENESS);
    await().until(() -> state(id).equals("ACCEPTED"));
    List<String> partIds = partIds(id);
    receipt(partIds.get(1), "UNDELIV", "069");
    await().until(() -> state(id).equals("UNDELIVERED"));
    assertThat(sql.text("SELECT error_code FROM sms.outbound WHERE id = '" + id + "'"))
        .isEqualTo("UNDELIV:069");
    partIds.forEach(part -> receipt(part, "DELIVRD", "000"));
    await().until(() -> state(id).equals("DELIVERED"));
    receipt(partIds.get(1), "UNDELIV", "069");
    await().until(() -> smsc.unacknowledged() == 0);
    assertThat(state(id)).isEqualTo("DELIVERED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ngắn",
        "đường dây nóng một một một, đường dây nóng một một một, đường dây nóng ơi ơi"
      })
  void a_receipt_that_overtakes_the_answer_is_not_lost(String text) throws Exception {
    // The centre gives its ids in turn: the next ones are known before they are said.
    UUID first = enqueue("mốc");
    await().until(() -> state(first).equals("ACCEPTED"));
    long next = Long.parseLong(providerId(first)) + 1;
    smsc.answer(submit -> Answer.taken().later(Duration.ofMillis(300)));
    long before = smsc.count();
    UUID id = enqueue(text);
    await().until(() -> smsc.count() == before + 1);
    List<Handover> early = new ArrayList<>();
    for (long part = next; part < next + Segments.of(text).count(); part++) {
      early.add(receipt(Long.toString(part), "DELIVRD", "000"));
    }
    for (Handover one : early) {
      one.acknowledged().get(60, TimeUnit.SECONDS);
    }
    await().until(() -> state(id).equals("DELIVERED"));
    assertThat(partIds(id)).hasSize(text.length() > 70 ? 2 : 1);
  }

  @Test
  void an_answer_after_the_doubt_resolves_it_and_its_receipt_finds_it() {
    smsc.answer(submit -> Answer.taken().later(Duration.ofSeconds(4)));
    UUID id = enqueue("muộn");
    await().until(() -> state(id).equals("UNKNOWN"));
    await().until(() -> state(id).equals("ACCEPTED"));
    receipt(partIds(id).get(0), "DELIVRD", "000");
    await().until(() -> state(id).equals("DELIVERED"));
    assertThat(smsc.submitted().stream().filter(s -> s.text().equals("muộn"))).hasSize(1);
  }

  @Test
  void parts_of_an_earlier_attempt_say_nothing_about_the_later_one() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    parts.keep(
        List.of(
            new SmppParts.Whole("smpp-lab", id, "a1+1", List.of("a1", "a2"), false),
            new SmppParts.Whole("smpp-lab", id, "b1+1", List.of("b1", "b2"), false)));
    parts.receipts(List.of(news("a1", DeliveryStatus.UNDELIVERED, Because.FOR_NOW)));
    parts.receipts(List.of(news("b1", DeliveryStatus.DELIVERED, null)));
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.provider_event WHERE message_id = '"
                    + id
                    + "' AND provider_id = 'b1+1'"))
        .as("b is not known yet")
        .isZero();
    parts.receipts(List.of(news("b2", DeliveryStatus.DELIVERED, null)));
    assertThat(
            sql.text(
                "SELECT status FROM sms.provider_event WHERE message_id = '"
                    + id
                    + "' AND provider_id = 'b1+1'"))
        .isEqualTo("DELIVERED");
  }

  @Test
  void what_was_written_down_slowly_is_told_as_news_for_the_queue_may_have_given_up()
      throws Exception {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    AtomicLong nanos = new AtomicLong();
    Keeper keeper =
        new Keeper("smpp-lab", parts, () -> nanos.getAndAdd(Duration.ofSeconds(31).toNanos()));
    keeper.keep(id, List.of("s1", "s2"), null);
    keeper.stop();
    assertThat(
            sql.text(
                "SELECT status || ' ' || provider_id FROM sms.provider_event WHERE message_id = '"
                    + id
                    + "'"))
        .isEqualTo("ACCEPTED s1+1");
  }

  @Test
  void an_id_that_comes_again_belongs_to_the_newer_message() {
    UUID old = UuidCreator.getTimeOrderedEpoch();
    UUID young = UuidCreator.getTimeOrderedEpoch();
    parts.keep(List.of(new SmppParts.Whole("smpp-lab", old, "7+1", List.of("7", "8"), false)));
    parts.receipts(List.of(news("7", DeliveryStatus.DELIVERED, null)));
    parts.keep(List.of(new SmppParts.Whole("smpp-lab", young, "7+1", List.of("7", "8"), false)));
    parts.receipts(List.of(news("8", DeliveryStatus.DELIVERED, null)));
    assertThat(sql.number("SELECT count(*) FROM sms.provider_event WHERE provider_id = '7+1'"))
        .isZero();
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.smpp_part WHERE message_id = '"
                    + young
                    + "' AND status = 'DELIVERED'"))
        .isEqualTo(1);
  }

  @Test
  void parts_are_forgotten_after_a_while() {
    UUID old = new UUID(1_700_000_000_000L << 16 | 0x7000, 5);
    UUID young = UuidCreator.getTimeOrderedEpoch();
    parts.keep(
        List.of(
            new SmppParts.Whole("smpp-lab", old, "x+1", List.of("x", "y"), false),
            new SmppParts.Whole("smpp-lab", young, "u+1", List.of("u", "v"), false)));
    assertThat(parts.forget()).isEqualTo(2);
    assertThat(sql.number("SELECT count(*) FROM sms.smpp_part")).isEqualTo(2);
  }

  @Test
  void a_receipt_is_not_acknowledged_while_the_database_is_away() {
    UUID id = enqueue("ngắn");
    await().until(() -> state(id).equals("ACCEPTED"));
    sql.run("ALTER TABLE sms.provider_event RENAME TO gone");
    Handover receipt;
    try {
      receipt = receipt(providerId(id), "DELIVRD", "000");
      await().pollDelay(Duration.ofMillis(700)).until(() -> smsc.unacknowledged() == 1);
      assertThat(receipt.acknowledged()).isNotDone();
    } finally {
      sql.run("ALTER TABLE sms.gone RENAME TO provider_event");
    }
    await().until(() -> state(id).equals("DELIVERED"));
    assertThat(receipt.acknowledged().join()).isGreaterThan(1);
  }

  private static StatusNews news(String part, DeliveryStatus status, @Nullable Because because) {
    return new StatusNews("smpp-lab", part, null, status, null, because);
  }

  /** The form of its id is not that of the answer to the submit. */
  private Handover receipt(String id, String state, String error) {
    return smsc.handOver(
        Handover.receipt(
            "84912345678",
            "8138",
            String.format(
                Locale.ROOT,
                "id:%010d sub:001 dlvrd:001 submit date:2611221900 done date:2611221901 stat:%s"
                    + " err:%s text:",
                Long.parseLong(id),
                state,
                error)));
  }

  private UUID enqueue(String text) {
    return enqueue(text, MessageClass.REPLY);
  }

  private UUID enqueue(String text, MessageClass messageClass) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    PhoneNumber phone = new PhoneNumber("+849" + (12_000_000 + phones++));
    outbox.enqueue(new OutboundSms(id, messageClass, key.seal(phone), text, null));
    return id;
  }

  private String state(UUID id) {
    return sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }

  private String providerId(UUID id) {
    return sql.text("SELECT provider_id FROM sms.attempt WHERE message_id = '" + id + "'");
  }

  private List<String> partIds(UUID id) {
    return List.of(
        sql.text(
                "SELECT string_agg(part_id, ',' ORDER BY part_id) FROM sms.smpp_part WHERE"
                    + " message_id = '"
                    + id
                    + "'")
            .split(","));
  }

  private long strangers() {
    return sql.number("SELECT count(*) FROM sms.provider_event WHERE message_id IS NULL");
  }
}
