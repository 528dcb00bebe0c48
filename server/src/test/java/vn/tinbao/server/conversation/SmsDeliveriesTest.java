package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.OutboundState;
import vn.tinbao.sms.testing.TestSql;

/** Answers by SMS that do not arrive, or would be too long to go. */
@MicronautTest(transactional = false)
class SmsDeliveriesTest {
  private static final String STORY =
      "o xa Khanh Khe Lang Son co nguoi ru chau gai sang Trung Quoc lam viec nhe luong cao";

  @Inject DutyDesk desks;
  @Inject SmsPhones phones;
  @Inject SmsDeliveries deliveries;
  @Inject PhoneKey key;
  @Inject TestSql sql;

  @Test
  void a_reply_that_is_refused_is_seen_at_the_desk_and_told_once() {
    UUID tip = phones.text("+84907000001", STORY);
    var unused = phones.got("+84907000001");
    redirect(tip, "+84900021211");
    Surfer desk = desks.ofLead(tip);
    UUID reply = reply(desk, tip, "Chau be ten gi?");
    await()
        .untilAsserted(
            () ->
                assertThat(sql.text("SELECT attention FROM tinbao.tip WHERE id = '" + tip + "'"))
                    .isEqualTo("REPLY_LOST"));
    assertThat(desk.get("/desk/tips/" + tip).body())
        .contains("Tin nhắn SMS không đến nơi")
        .contains("Tin nhắn SMS gửi người báo không đến nơi")
        .contains("sent-lost")
        .contains("(simulated-21211)");
    assertThat(desk.get("/desk").body()).contains("Tin nhắn SMS không đến nơi");

    askAgain(reply);
    assertThat(events(tip, "SMS_REPLY_LOST")).isEqualTo(1);

    sql.run("UPDATE sms.outbound SET state = 'DELIVERED', rank = 100 WHERE id = '" + reply + "'");
    askAgain(reply);
    assertThat(events(tip, "SMS_REPLY_ARRIVED")).isEqualTo(1);
    assertThat(desk.get("/desk/tips/" + tip).body()).contains("sent-arrived");
  }

  @Test
  void a_receipt_that_does_not_arrive_is_told_too() {
    UUID tip = phones.text("+84900021211", STORY);
    await().untilAsserted(() -> assertThat(events(tip, "SMS_REPLY_LOST")).isEqualTo(1));
  }

  @Test
  void what_arrives_asks_for_nobody() {
    UUID tip = phones.text("+84907000002", STORY);
    await()
        .untilAsserted(
            () ->
                assertThat(deliveries.ofTip(tip).values())
                    .singleElement()
                    .extracting(SmsDeliveries.Standing::delivery)
                    .isEqualTo(Delivery.ARRIVED));
    assertThat(events(tip, "SMS_REPLY_LOST")).isZero();
  }

  @Test
  void every_end_that_is_no_delivery_is_a_loss_or_a_doubt() {
    for (OutboundState state : OutboundState.values()) {
      Delivery delivery = Delivery.of(state);
      assertThat(delivery == Delivery.ON_ITS_WAY).as("%s", state).isEqualTo(!state.isFinal());
      assertThat(delivery == Delivery.ARRIVED)
          .as("%s", state)
          .isEqualTo(state == OutboundState.DELIVERED);
    }
  }

  @Test
  void a_reply_longer_than_a_text_message_is_refused_and_its_words_stay_in_the_box() {
    String phone = "+84907000003";
    UUID tip = phones.text(phone, STORY);
    Surfer desk = desks.ofLead(tip);
    assertThat(desk.get("/desk/tips/" + tip).body()).contains("maxlength=\"1600\"");
    String text = "Chữ cuối cùng ".repeat(120).strip();
    HttpResponse<String> answer = post(desk, tip, UuidCreator.getTimeOrderedEpoch(), text);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("tối đa 1.600 ký tự").contains(text);
    assertThat(events(tip, "STAFF_WROTE")).isZero();

    String fits = "a".repeat(798) + "\r\n" + "b".repeat(OutboundSms.LONGEST - 799);
    assertThat(post(desk, tip, UuidCreator.getTimeOrderedEpoch(), fits).statusCode())
        .as("a line end is one character")
        .isEqualTo(303);
    assertThat(events(tip, "STAFF_WROTE")).isEqualTo(1);
    assertThat(phones.got(phone)).last().asString().startsWith("aaa").endsWith("bbb");
  }

  /** The reporter's phone is now one for which the simulator plays a fault. */
  private void redirect(UUID tip, String number) {
    SealedPhone phone = key.seal(new PhoneNumber(number));
    sql.run(
        "UPDATE tinbao.tip_contact SET phone_hash = '\\x"
            + HexFormat.of().formatHex(phone.hash())
            + "', phone_cipher = '\\x"
            + HexFormat.of().formatHex(phone.cipher())
            + "' WHERE tip_id = '"
            + tip
            + "'");
  }

  private void askAgain(UUID message) {
    sql.run("UPDATE tinbao.sms_reply SET next_at = now() WHERE message_id = '" + message + "'");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        sql.number(
                            "SELECT count(*) FROM tinbao.sms_reply WHERE next_at <= now() AND"
                                + " message_id = '"
                                + message
                                + "'"))
                    .isZero());
    // Taken; told in the transaction after that.
    await()
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM tinbao.sms_reply r JOIN sms.outbound o"
                            + " ON o.id = r.message_id WHERE r.message_id = '"
                            + message
                            + "' AND (o.state = 'DELIVERED') = (r.delivery = 'ARRIVED')")
                    == 1);
  }

  private long events(UUID tip, String kind) {
    return sql.number(
        "SELECT count(*) FROM tinbao.tip_event WHERE tip_id = '"
            + tip
            + "' AND kind = '"
            + kind
            + "'");
  }

  private static UUID reply(Surfer desk, UUID tip, String text) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assertThat(post(desk, tip, id, text).statusCode()).isEqualTo(303);
    return id;
  }

  private static HttpResponse<String> post(Surfer desk, UUID tip, UUID message, String text) {
    return desk.post(
        "/desk/tips/" + tip + "/replies", "messageId", message.toString(), "text", text);
  }
}
