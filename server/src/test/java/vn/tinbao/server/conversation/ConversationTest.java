package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.sms.testing.TestSql;

/** From a simulated phone through gateway, inbox, tip and outbox back to the phone. */
@MicronautTest(transactional = false)
class ConversationTest {
  @Inject
  @Client("/")
  HttpClient http;

  @Inject SmsPhones phones;
  @Inject TestSql database;
  @Inject FollowUp followUp;

  @Test
  void a_first_sms_becomes_a_tip_and_the_answer_carries_its_receipt() {
    text(
        "+84901000001",
        "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao");
    List<String> answers = answers("+84901000001", 1);
    assertThat(answers.get(0)).contains("Khanh Khe").doesNotContain("?");
    FollowUp.View tip = followUp.view(SmsPhones.code(answers.get(0))).orElseThrow();
    assertThat(tip.leadAgency()).contains("Khánh Khê");
    assertThat(tip.messages().get(0).text()).startsWith("toi o xa binh trung");
  }

  @Test
  void without_a_place_the_answer_asks_and_the_next_message_completes_the_same_tip() {
    String phone = "+84901000002";
    text(phone, "em bi nhot, cuu em voi");
    String code = SmsPhones.code(answers(phone, 1).get(0));
    assertThat(answers(phone, 1).get(0)).contains("xa (phuong) nao");
    FollowUp.View before = followUp.view(code).orElseThrow();

    text(phone, "Ia Dal, huyen Ia H'Drai");
    assertThat(answers(phone, 2).get(1)).contains("Ia Dal");
    FollowUp.View after = followUp.view(code).orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.leadAgency()).isNotEqualTo(before.leadAgency()).contains("Ia Đal");
    assertThat(after.messages()).hasSize(2);
    assertThat(
            count(
                "tinbao.tip_agency WHERE until IS NULL AND role = 'LEAD' AND tip_id = '"
                    + after.id()
                    + "'"))
        .isEqualTo(1);
    assertThat(count("tinbao.tip_clock WHERE met_at IS NULL AND tip_id = '" + after.id() + "'"))
        .isPositive();
  }

  @Test
  void phones_that_text_at_the_same_time_get_a_tip_each() {
    for (int i = 0; i < 20; i++) {
      text(
          "+8490200%04d".formatted(i),
          "o xa thuong phuoc dong thap co nguoi bi ban sang campuchia");
    }
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      codes.add(SmsPhones.code(answers("+8490200%04d".formatted(i), 1).get(0)));
    }
    assertThat(codes).doesNotHaveDuplicates();
  }

  private void text(String from, String text) {
    http.toBlocking()
        .exchange(HttpRequest.POST("/simulator/api/messages", Map.of("from", from, "text", text)));
  }

  private List<String> answers(String phone, int atLeast) {
    await().pollInterval(Duration.ofMillis(100)).until(() -> phones.shown(phone).size() >= atLeast);
    return phones.shown(phone);
  }

  private long count(String what) {
    return database.number("SELECT count(*) FROM " + what);
  }
}
