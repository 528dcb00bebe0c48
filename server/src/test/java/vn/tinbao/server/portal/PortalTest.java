package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.offers.OfferFileException;
import vn.tinbao.server.offers.OfferImport;
import vn.tinbao.server.testing.Surfer;

@MicronautTest(transactional = false)
class PortalTest {
  private static final Pattern GROUP = Pattern.compile("<span>(\\d{4})</span>");

  @Inject EmbeddedServer server;
  @Inject OfferImport offers;

  @Test
  void a_story_alone_is_enough_for_a_receipt() {
    Surfer surfer = new Surfer(server);
    HttpResponse<String> answer = report(surfer, surfer.get("/").body(), "co nguoi ru chau gai di");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(code(answer)).hasSize(20);
    assertThat(answer.body()).contains("Tin của bạn đã được nhận", "Bộ Công an");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void hotlines_are_found_by_place_and_day() {
    Surfer surfer = new Surfer(server);
    String today = surfer.get("/hotlines?place=kh%C3%A1nh+kh%C3%AA").body();
    String chosen = surfer.get("/hotlines?unit=06286").body();
    String then = surfer.get("/hotlines?day=2024-07-30").body();

    assertThat(today).contains("Số cho Xã Khánh Khê, Tỉnh Lạng Sơn", "tel:111", "class=\"exit\"");
    assertThat(chosen).contains("Số cho Xã Khánh Khê");
    assertThat(then).contains("ngày 30/07/2024", "Bộ Lao động", "tel:111");
    assertThat(today).doesNotContain("Bộ Lao động");
    assertThat(
            surfer.get("/hotlines?place=kh%C3%B4ng+c%C3%B3+n%C6%A1i+n%C3%A0o+v%E1%BA%ADy").body())
        .contains("Không tìm thấy nơi này", "tel:113");
    assertThat(surfer.get("/hotlines?day=h%C3%B4m+qua").body()).contains("Ngày chưa đúng");
    for (String typed :
        List.of(
            "place=%00&unit=%27&day=+",
            "place=" + "x".repeat(900),
            "day=%2B999999999-12-31",
            "unit=99999999999999999999",
            "place=%3Cscript%3E")) {
      HttpResponse<String> page = surfer.get("/hotlines?" + typed);
      assertThat(page.statusCode()).as(typed).isEqualTo(200);
      assertThat(page.body()).doesNotContain("<script>");
    }
  }

  @Test
  void an_offer_is_looked_up_with_and_without_marks_and_never_called_false() throws IOException {
    Surfer surfer = new Surfer(server);
    String nothing = "verdict\":\"NO_LIST\"";
    assertThat(surfer.get("/api/v1/offers?q=huong+duong").body()).contains(nothing);
    assertThat(surfer.get("/offers?q=huong+duong").body()).contains("chưa có danh sách để tra");
    LocalDate day = LocalDate.of(2026, 1, 15);
    byte[] file;
    try (InputStream in = PortalTest.class.getResourceAsStream("/offers/sample.csv")) {
      file = Objects.requireNonNull(in).readAllBytes();
    }
    assertThat(offers.run(file, day, "Nguồn thử", true, null).changed()).isTrue();
    assertThat(offers.run(file, day, "Nguồn thử", true, null).changed()).isFalse();
    assertThatThrownBy(() -> offers.run(file, day.minusDays(1), "Nguồn thử", true, null))
        .isInstanceOf(OfferFileException.class)
        .hasMessageContaining("later day");
    assertThatThrownBy(() -> offers.run(file, day.plusYears(90), "Nguồn thử", true, null))
        .isInstanceOf(OfferFileException.class)
        .hasMessageContaining("future");

    for (String typed :
        List.of(
            "h%C6%B0%E1%BB%9Bng+d%C6%B0%C6%A1ng",
            "HUONG+duong", "cty+huong+duong", "mau001ldtbxhgp")) {
      assertThat(surfer.get("/api/v1/offers?q=" + typed).body())
          .as(typed)
          .contains("\"verdict\":\"LISTED\"", "\"asOf\":\"2026-01-15\"", "\"source\":\"Nguồn thử\"")
          .contains("\"sample\":true", "Hướng Dương", "\"amount\":3600", "\"similar\":false")
          .contains("\"valid\":true")
          .doesNotContain("Sông Mã");
    }
    assertThat(surfer.get("/api/v1/offers?q=nhan+luc+huong+dwong").body())
        .contains("\"verdict\":\"SIMILAR\"", "\"similar\":true");
    for (String typed : List.of("huong+duo", "h%C6%B0%C6%A1ng+d%C6%B0%C6%A1ng")) {
      assertThat(surfer.get("/api/v1/offers?q=" + typed).body())
          .as(typed)
          .contains("\"verdict\":\"SIMILAR\"", "\"similar\":true", "Hướng Dương");
    }
    assertThat(surfer.get("/api/v1/offers?q=cong+ty").body()).contains("TOO_SHORT");
    assertThat(surfer.get("/api/v1/offers?q=bong+sen+trang").body())
        .contains("\"verdict\":\"NOT_LISTED\"")
        .doesNotContain("companies");
    assertThat(surfer.get("/api/v1/offers").statusCode()).isEqualTo(400);
    assertThat(surfer.get("/api/v1/offers?q=" + "x".repeat(201)).statusCode()).isEqualTo(400);

    assertThat(surfer.get("/offers?q=bong+sen").body())
        .contains("Không có trong danh sách ngày 15/01/2026", "chưa có nghĩa là lừa đảo")
        .contains("Nguồn thử", "dữ liệu mẫu, không phải danh sách thật");
    assertThat(surfer.get("/offers?q=sao+mai").body())
        .contains("Giấy phép đã bị thu hồi", "alert warn", "giấy phép hiện không còn hiệu lực")
        .doesNotContain("Giấy phép hết hạn", "alert info");
    assertThat(surfer.get("/offers?q=huong+duong").body())
        .contains("Giấy phép còn hiệu lực", "alert info");
    assertThat(surfer.get("/api/v1/offers?q=sao+mai").body())
        .contains("\"verdict\":\"LISTED\"", "\"status\":\"REVOKED\"", "\"valid\":false");
    assertThat(surfer.get("/offers?q=song+ma").body()).contains("27.000.000 VND");
    for (String typed : List.of("%00", "%3Cscript%3E", "%27%25_", "x".repeat(900))) {
      HttpResponse<String> page = surfer.get("/offers?q=" + typed);
      assertThat(page.statusCode()).as(typed).isEqualTo(200);
      assertThat(page.body()).doesNotContain("<script>");
    }
  }

  @Test
  void the_same_form_sent_twice_is_one_tip_with_one_receipt() {
    Surfer surfer = new Surfer(server);
    String page = surfer.get("/").body();
    String first = code(report(surfer, page, "ở xã Khánh Khê có người lạ"));
    String second = code(report(surfer, page, "ở xã Khánh Khê có người lạ"));
    String other = code(report(surfer, surfer.get("/").body(), "ở xã Khánh Khê có người lạ"));

    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void who_has_the_id_alone_learns_nothing_and_loses_no_words() {
    Surfer surfer = new Surfer(server);
    String page = surfer.get("/").body();
    report(surfer, page, "chuyện của người thứ nhất");
    HttpResponse<String> answer =
        surfer.post(
            "/",
            "id",
            Surfer.hidden(page, "id"),
            "replayKey",
            "AAAAAAAAAAAAAAAAAAAAAA",
            "story",
            "chuyện của người thứ hai");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("chuyện của người thứ hai")
        .doesNotContain("người thứ nhất")
        .doesNotContain(Surfer.hidden(page, "id"));
  }

  @Test
  void a_form_whose_identity_was_spoilt_gets_a_new_one() {
    HttpResponse<String> answer =
        new Surfer(server).post("/", "id", "x", "replayKey", "y", "story", "vẫn được nhận");

    assertThat(answer.statusCode()).isEqualTo(201);
  }

  @Test
  void without_a_story_nothing_is_sent_and_nothing_is_lost() {
    Surfer surfer = new Surfer(server);
    String page = surfer.get("/").body();
    HttpResponse<String> answer =
        surfer.post(
            "/",
            "id",
            Surfer.hidden(page, "id"),
            "replayKey",
            Surfer.hidden(page, "replayKey"),
            "story",
            "   ",
            "place",
            "Xã Ia Đal <script>",
            "when",
            "hôm qua",
            "phone",
            "0912");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Hãy kể vài lời", "Xã Ia Đal &lt;script>", "Không đọc được ngày giờ", "0912")
        .contains("id=\"story-error\"");
    assertThat(Surfer.hidden(answer.body(), "id")).isEqualTo(Surfer.hidden(page, "id"));
  }

  @Test
  void the_code_opens_the_dialogue_and_takes_a_message_once() {
    Surfer surfer = new Surfer(server);
    String code = code(report(surfer, surfer.get("/").body(), "câu chuyện của tôi"));

    HttpResponse<String> opened = surfer.post("/follow", "code", code.replaceAll("(.{4})", "$1 "));
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains("câu chuyện của tôi", "Chưa có trả lời");

    String id = Surfer.hidden(opened.body(), "id");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> written =
          surfer.post("/follow/messages", "code", code, "id", id, "text", "biển số 29A");
      assertThat(written.statusCode()).isEqualTo(201);
      assertThat(written.body().split("biển số 29A", -1)).hasSize(2);
    }
    assertThat(surfer.post("/follow/messages", "code", code, "id", id, "text", " ").statusCode())
        .isEqualTo(422);
  }

  @Test
  void every_wrong_code_gets_one_and_the_same_answer() {
    Surfer surfer = new Surfer(server);
    HttpResponse<String> unknown = surfer.post("/follow", "code", "12345678901234567894");
    HttpResponse<String> malformed = surfer.post("/follow", "code", "mười hai");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(malformed.statusCode()).isEqualTo(404);
    assertThat(malformed.body()).isEqualTo(unknown.body());
    assertThat(surfer.post("/follow/messages", "code", "1", "id", "x", "text", "y").statusCode())
        .isEqualTo(404);
  }

  @Test
  void no_address_and_no_cookie_ever_holds_a_code() {
    Surfer surfer = new Surfer(server);
    HttpResponse<String> receipt = report(surfer, surfer.get("/").body(), "một chuyện");
    HttpResponse<String> opened = surfer.post("/follow", "code", code(receipt));

    assertThat(receipt.headers().firstValue("Location")).isEmpty();
    assertThat(opened.headers().firstValue("Location")).isEmpty();
    assertThat(surfer.cookies()).isEmpty();
    assertThat(opened.body()).doesNotContainPattern("(href|action)=\"[^\"]*\\d{20}");
  }

  @Test
  void the_numbers_to_call_stand_above_everything() {
    for (String path : new String[] {"/", "/follow", "/hotlines"}) {
      String page = new Surfer(server).get(path).body();
      assertThat(page.indexOf("tel:113")).as(path).isPositive();
      assertThat(page.indexOf("tel:113")).isLessThan(page.indexOf("<h1>"));
      assertThat(page.indexOf("tel:111")).isLessThan(page.indexOf("<h1>"));
    }
  }

  @Test
  void the_hotlines_page_shows_verified_numbers_only() {
    String page = new Surfer(server).get("/hotlines").body();

    assertThat(page).contains("tel:111", "Cả nước").doesNotContain("1900969680");
  }

  private static HttpResponse<String> report(Surfer surfer, String page, String story) {
    return surfer.post(
        "/",
        "id",
        Surfer.hidden(page, "id"),
        "replayKey",
        Surfer.hidden(page, "replayKey"),
        "story",
        story);
  }

  private static String code(HttpResponse<String> receipt) {
    Matcher groups = GROUP.matcher(receipt.body());
    StringBuilder code = new StringBuilder();
    while (groups.find()) {
      code.append(groups.group(1));
    }
    return code.toString();
  }
}
