package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.sms.testing.TestSql;

/** Repeats, parts and very long messages, from the operator to the desk's page. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.sms.inbound.parts-wait", value = "PT1S")
class SmsPiecesTest {
  private static final String STORY =
      "o xa Khanh Khe Lang Son co nguoi ru chau gai sang Trung Quoc lam viec nhe luong cao";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject SmsPhones phones;
  @Inject FollowUp followUp;
  @Inject TestSql sql;

  @Test
  void a_repeat_is_kept_shown_as_one_and_answered_once() {
    String phone = "+84905000001";
    UUID tip = phones.text(phone, STORY);
    phones.text(phone, STORY);
    List<String> answers = phones.got(phone);
    assertThat(answers).hasSize(1);
    FollowUp.View view = followUp.view(SmsPhones.code(answers.get(0))).orElseThrow();
    assertThat(view.messages()).hasSize(2);
    assertThat(page(tip)).contains("Lặp lại: nội dung này vừa đến");
  }

  @Test
  void an_answer_that_came_twice_is_answered_once_and_keeps_the_question_open_or_closed() {
    String phone = "+84905000002";
    phones.text(phone, "em bi nhot, cuu em voi");
    phones.text(phone, "em bi nhot, cuu em voi");
    assertThat(phones.got(phone)).hasSize(1);
    phones.text(phone, "Ia Dal, huyen Ia H'Drai");
    phones.text(phone, "Ia Dal, huyen Ia H'Drai");
    List<String> answers = phones.got(phone);
    assertThat(answers).hasSize(2);
    assertThat(answers.get(1)).contains("Ia Dal");
    assertThat(followUp.view(SmsPhones.code(answers.get(0))).orElseThrow().messages()).hasSize(4);
  }

  @Test
  void a_long_message_is_one_tip_and_what_is_missing_is_seen() {
    String phone = "+84905000003";
    UUID tip = phones.part(phone, 9, 3, 1, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái ");
    phones.part(phone, 9, 3, 3, " hứa lương cao");
    phones.handled(tip);
    String code = SmsPhones.code(phones.got(phone).get(0));
    assertThat(followUp.view(code).orElseThrow().messages().get(0).text())
        .isEqualTo("Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái […] hứa lương cao");
    assertThat(page(tip)).contains("Thiếu phần");

    phones.handled(phones.part(phone, 9, 3, 2, "sang Trung Quốc làm việc nhẹ"));
    assertThat(followUp.view(code).orElseThrow().messages().get(1).text())
        .contains("sang Trung Quốc làm việc nhẹ");
    assertThat(page(tip)).contains("Phần đến muộn");
  }

  @Test
  void a_text_longer_than_a_message_of_the_dialogue_loses_no_word() {
    String phone = "+84905000004";
    String text = STORY + " " + "🆘 cuu ".repeat(2_000);
    phones.text(phone, text);
    String code = SmsPhones.code(phones.got(phone).get(0));
    StringBuilder all = new StringBuilder();
    followUp.view(code).orElseThrow().messages().forEach(line -> all.append(line.text()));
    assertThat(all.toString()).isEqualTo(text);
  }

  private String page(UUID tip) {
    String suffix = UUID.randomUUID().toString().substring(0, 8);
    String agency = sql.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
    var unused =
        demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    "truc." + suffix, "Trực ban", agency, Set.of(Role.DUTY_OFFICER))));
    Surfer surfer = new Surfer(server);
    var signedIn =
        surfer.post(
            "/login",
            "username",
            "truc." + suffix,
            "password",
            DemoStaff.PASSWORD,
            "code",
            demo.codeNow());
    return surfer.get("/desk/tips/" + tip).body();
  }
}
