package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.sms.testing.TestSql;

/** Messages that wait for a word which never comes. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "SmsHeld")
@Property(name = "tinbao.gate.free-sms", value = "2")
class SmsHeldTest {
  @Inject DutyDesk desks;
  @Inject SmsPhones phones;
  @Inject SmsHeld held;
  @Inject FollowUp followUp;
  @Inject TestSql sql;

  @Test
  void the_desk_sees_that_messages_wait_and_reads_them() {
    String phone = "+84908000001";
    UUID tip = flood(phone, 5);
    String code = SmsPhones.code(phones.got(phone).get(0));
    assertThat(attention(tip)).isEqualTo("MESSAGES_WAIT");
    Surfer desk = desks.ofLead(tip);
    assertThat(desk.get("/desk").body()).contains("Có tin nhắn chờ đọc");
    assertThat(desk.get("/desk/tips/" + tip).body())
        .contains("3 tin nhắn đang chờ.")
        .contains("/desk/tips/" + tip + "/held");

    assertThat(desk.post("/desk/tips/" + tip + "/held").statusCode()).isEqualTo(303);
    assertThat(said(code))
        .containsExactly("tin so 1", "tin so 2", "tin so 3", "tin so 4", "tin so 5");
    assertThat(attention(tip)).isEqualTo("NEW_MESSAGE");
    assertThat(desk.get("/desk/tips/" + tip).body()).doesNotContain("đang chờ.");

    phones.text(phone, "tin so 6");
    assertThat(said(code)).as("let through again").hasSize(6);
  }

  @Test
  void whoever_may_not_answer_a_tip_may_not_have_its_messages_read() {
    UUID tip = flood("+84908000002", 4);
    Surfer other = desks.of("ca_xa@15499/2025-07-01");
    assertThat(other.post("/desk/tips/" + tip + "/held").statusCode()).isEqualTo(403);
    assertThat(held.waiting(tip)).isEqualTo(2);
  }

  @Test
  void when_their_time_is_over_they_are_read_and_not_deleted() {
    String phone = "+84908000003";
    UUID tip = flood(phone, 5);
    String code = SmsPhones.code(phones.got(phone).get(0));
    held.hourly();
    assertThat(held.waiting(tip)).as("not yet").isEqualTo(3);

    sql.run(
        "UPDATE tinbao.sms_held SET received_at = received_at - interval '31 days' WHERE tip_id = '"
            + tip
            + "'");
    sql.run(
        "UPDATE tinbao.conversation SET last_at = last_at - interval '31 days' WHERE tip_id = '"
            + tip
            + "'");
    int answers = phones.got(phone).size();
    held.hourly();
    assertThat(held.waiting(tip)).isZero();
    assertThat(said(code))
        .containsExactly("tin so 1", "tin so 2", "tin so 3", "tin so 4", "tin so 5");
    assertThat(phones.got(phone)).as("no answer after a month").hasSize(answers);
    assertThat(attention(tip)).isEqualTo("NEW_MESSAGE");
  }

  /** The first two go through. */
  private UUID flood(String phone, int messages) {
    UUID tip = phones.text(phone, "tin so 1");
    for (int i = 2; i <= messages; i++) {
      phones.text(phone, "tin so " + i);
    }
    assertThat(held.waiting(tip)).isEqualTo(messages - 2);
    return tip;
  }

  private String attention(UUID tip) {
    return sql.text("SELECT attention FROM tinbao.tip WHERE id = '" + tip + "'");
  }

  private List<String> said(String code) {
    return followUp.view(code).orElseThrow().messages().stream()
        .filter(line -> line.from() == Dialogue.From.REPORTER)
        .map(Dialogue.Line::text)
        .toList();
  }
}
