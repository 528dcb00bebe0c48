package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.testing.TestSql;
import vn.tinbao.sms.text.Segments;

/** Messages that are one word, alone and within a conversation. */
@MicronautTest(transactional = false)
class SmsWordsTest {
  private static final String STORY =
      "o xa Khanh Khe Lang Son co nguoi ru chau gai sang Trung Quoc lam viec nhe luong cao";

  @Inject SmsPhones phones;
  @Inject Suppressions suppressions;
  @Inject PhoneKey key;
  @Inject FollowUp followUp;
  @Inject TestSql sql;

  @Test
  void an_opt_out_is_no_tip_and_is_confirmed_once_ever() {
    String phone = "+84904000001";
    long before = tips();
    phones.text(phone, "Từ chối!");
    assertThat(optedOut(phone)).isTrue();
    assertThat(phones.got(phone)).singleElement().asString().contains("tuyen truyen");
    phones.text(phone, "STOP");
    phones.text(phone, "tc");
    assertThat(phones.got(phone)).hasSize(1);

    phones.text(phone, "đăng ký");
    assertThat(optedOut(phone)).isFalse();
    phones.text(phone, "HUY");
    assertThat(optedOut(phone)).isTrue();
    assertThat(phones.got(phone)).hasSize(2);
    assertThat(tips()).isEqualTo(before);
  }

  @Test
  void a_sentence_that_begins_with_the_word_is_a_tip() {
    String phone = "+84904000002";
    phones.text(phone, "Dừng lại đi, ở xã Khánh Khê, Lạng Sơn có người bị bán");
    assertThat(optedOut(phone)).isFalse();
    assertThat(phones.got(phone)).singleElement().asString().contains("Khanh Khe");
  }

  @Test
  void while_an_answer_is_awaited_every_word_but_stop_is_the_answer() {
    String phone = "+84904000003";
    phones.text(phone, "em bi nhot, cuu em voi");
    String code = SmsPhones.code(phones.got(phone).get(0));
    phones.text(phone, "Dung");
    phones.text(phone, "huy");
    phones.text(phone, "HD");
    assertThat(optedOut(phone)).isFalse();
    assertThat(said(code)).containsExactly("em bi nhot, cuu em voi", "Dung", "huy", "HD");

    phones.text(phone, "Stop");
    assertThat(optedOut(phone)).isTrue();
    assertThat(said(code)).hasSize(4);
  }

  @Test
  void after_the_place_is_known_the_words_work_again_and_replies_go_on() {
    String phone = "+84904000004";
    phones.text(phone, STORY);
    String code = SmsPhones.code(phones.got(phone).get(0));
    phones.text(phone, "HUY");
    assertThat(optedOut(phone)).isTrue();
    phones.text(phone, "Hướng dẫn");
    assertThat(said(code)).hasSize(1);
    assertThat(phones.got(phone)).hasSize(3).last().asString().contains("o xa nao");
  }

  @Test
  void dk_and_a_place_subscribes_and_an_opt_out_ends_it_everywhere() {
    String phone = "+84974000011";
    long before = tips();
    phones.text(phone, "DK Khánh Khê");
    assertThat(subscribed(phone)).isEqualTo("1");
    assertThat(phones.got(phone)).singleElement().asString().contains("Khanh Khe");
    phones.text(phone, "đăng ký xã Khanh Khe Lang Son");
    assertThat(subscribed(phone)).isEqualTo("1");
    phones.text(phone, "HUY");
    assertThat(subscribed(phone)).isEqualTo("0");
    assertThat(optedOut(phone)).isTrue();
    phones.text(phone, "dk: Khánh Khê");
    assertThat(subscribed(phone)).isEqualTo("1");
    assertThat(optedOut(phone)).isFalse();
    assertThat(tips()).isEqualTo(before);
  }

  @Test
  void dk_and_anything_but_a_place_is_a_tip() {
    for (String story :
        List.of(
            "DK toi bi lua o Khanh Khe Lang Son",
            "Dang ky lam viec o Campuchia bi lua het tien",
            "dk Khanh Khe co nguoi ru chau gai di Trung Quoc")) {
      String phone = "+84974000%03d".formatted(100 + story.length());
      long before = tips();
      phones.text(phone, story);
      assertThat(tips()).as(story).isEqualTo(before + 1);
      assertThat(subscribed(phone)).isEqualTo("0");
    }
  }

  private String subscribed(String phone) {
    return sql.text(
        "SELECT count(*) FROM tinbao.subscription WHERE phone_hash = '\\x"
            + HexFormat.of().formatHex(key.seal(new PhoneNumber(phone)).hash())
            + "'");
  }

  @Test
  void a_cry_for_help_is_a_tip_and_asked_more() {
    String phone = "+84904000005";
    phones.text(phone, "HELP");
    List<String> got = phones.got(phone);
    assertThat(got).hasSize(2);
    assertThat(said(SmsPhones.code(got.get(0)))).containsExactly("HELP");
    assertThat(got.get(1)).contains("o xa nao", "113");
  }

  @Test
  void how_does_it_work_is_answered_and_no_tip() {
    String phone = "+84904000006";
    long before = tips();
    phones.text(phone, "HD");
    assertThat(phones.got(phone)).singleElement().asString().contains("o xa nao");
    assertThat(tips()).isEqualTo(before);
  }

  @Test
  void start_from_somebody_who_never_left_is_told_how_it_works() {
    String phone = "+84904000007";
    long before = tips();
    phones.text(phone, "START");
    phones.text(phone, "START");
    assertThat(phones.got(phone)).singleElement().asString().contains("o xa nao");
    assertThat(tips()).isEqualTo(before);
  }

  @Test
  void what_the_machine_says_by_itself_fits_one_segment() {
    for (String key : List.of("sms.opted-out", "sms.opted-in", "sms.help")) {
      assertThat(Segments.of(Replies.words(key)).count()).as(key).isEqualTo(1);
    }
  }

  private boolean optedOut(String phone) {
    return suppressions.isOptedOut(key.seal(new PhoneNumber(phone)).hash());
  }

  private List<String> said(String code) {
    return followUp.view(code).orElseThrow().messages().stream().map(Dialogue.Line::text).toList();
  }

  private long tips() {
    return sql.number("SELECT count(*) FROM tinbao.tip");
  }
}
