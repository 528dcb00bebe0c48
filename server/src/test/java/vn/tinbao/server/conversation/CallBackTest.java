package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.sms.testing.TestSql;

/** A phone that floods, from the simulated network to the tip. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.gate.free-sms", value = "3")
class CallBackTest {
  @Inject
  @Client("/")
  HttpClient http;

  @Inject SmsPhones phones;
  @Inject TestSql database;
  @Inject FollowUp followUp;

  @Test
  void who_floods_is_asked_for_a_word_once_and_with_it_nothing_was_lost() {
    String phone = "+84903000001";
    for (int i = 1; i <= 8; i++) {
      text(phone, "tin so " + i + " o xa Khanh Khe Lang Son");
    }
    await().until(() -> held(), count -> count == 5);
    // One receipt and one question; what is answered is sent after it is decided.
    await().until(() -> phones.shown(phone).size() >= 2);
    List<String> answers = phones.shown(phone);
    List<String> questions = answers.stream().filter(a -> a.contains("gui lai dung chu")).toList();
    assertThat(questions).hasSize(1);
    FollowUp.View before = followUp.view(code(answers)).orElseThrow();
    assertThat(before.messages()).hasSize(3);
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.sms_held WHERE encode(sealed, 'escape') LIKE '%Khanh"
                    + " Khe%'"))
        .isZero();

    text(phone, "SEN 000 khong phai");
    await().until(() -> held(), count -> count == 6);

    Matcher word = Pattern.compile("chu: ([A-Z]+) (\\d{3})\\.").matcher(questions.get(0));
    assertThat(word.find()).isTrue();
    text(phone, word.group(1).toLowerCase(java.util.Locale.ROOT) + word.group(2) + ".");
    await().until(() -> held(), count -> count == 0);
    FollowUp.View after = followUp.view(code(answers)).orElseThrow();
    assertThat(after.messages()).hasSize(9);
    for (int i = 1; i <= 8; i++) {
      assertThat(after.messages().get(i - 1).text()).startsWith("tin so " + i);
    }

    text(phone, "sau do van nhan binh thuong");
    await()
        .until(
            () -> followUp.view(code(answers)).orElseThrow().messages().size(), size -> size == 10);
  }

  @Test
  void a_phone_that_sends_as_people_do_never_meets_it() {
    String phone = "+84903000002";
    for (int i = 1; i <= 3; i++) {
      text(phone, "tin " + i + " o xa Khanh Khe Lang Son");
    }
    await()
        .until(
            () -> phones.shown(phone).isEmpty() ? 0 : messages(phones.shown(phone)),
            size -> size == 3);
    assertThat(phones.shown(phone)).noneMatch(answer -> answer.contains("gui lai dung chu"));
  }

  @Test
  void the_word_is_understood_however_it_is_typed() {
    for (String typed : new String[] {"SEN 471", "sen471", " Sen  471. ", "“SEN-471”", "sến 471"}) {
      assertThat(CallBack.isWord(typed, "SEN 471")).as(typed).isTrue();
    }
    for (String typed : new String[] {"SEN 472", "471", "SEN", "", "SEN 471 nhe", "SEN 4711"}) {
      assertThat(CallBack.isWord(typed, "SEN 471")).as(typed).isFalse();
    }
  }

  private int messages(List<String> answers) {
    return followUp.view(code(answers)).orElseThrow().messages().size();
  }

  private long held() {
    return database.number("SELECT count(*) FROM tinbao.sms_held");
  }

  private void text(String from, String text) {
    http.toBlocking()
        .exchange(HttpRequest.POST("/simulator/api/messages", Map.of("from", from, "text", text)));
  }

  private static String code(List<String> answers) {
    return answers.stream()
        .map(Pattern.compile("\\d{4}( \\d{4}){4}")::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst()
        .orElseThrow();
  }
}
