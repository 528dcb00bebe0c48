package vn.tinbao.server.console.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Surfer;

/** The list of licensed companies as a keeper sends it, sends it again and takes it back. */
@MicronautTest(transactional = false)
class OfferListPagesTest {
  private static final String OFFERS = "/admin/catalogue/offers";
  private static final String HEAD = "licence,name,status,valid_to\n";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;

  private Surfer as(String agency) {
    String username = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(
                List.of(new DemoStaff.AgencySeat(username, "Quản trị", agency, Set.of(Role.ADMIN))))
            .get(0)
            .id();
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", sessions.web(id));
    return surfer;
  }

  private Surfer keeper() {
    return as(
        catalogue.now().agencies().stream()
            .filter(agency -> agency.key().equals("bo_ca"))
            .map(Agency::id)
            .findFirst()
            .orElseThrow());
  }

  private static HttpResponse<String> send(
      Surfer surfer, String day, String source, String content) {
    String part = "--ranh\r\nContent-Disposition: form-data; name=";
    String body =
        part
            + "\"as-of\"\r\n\r\n"
            + day
            + "\r\n"
            + part
            + "\"source\"\r\n\r\n"
            + source
            + "\r\n"
            + part
            + "\"file\"; filename=\"danh sách.csv\"\r\n\r\n"
            + content
            + "\r\n--ranh--\r\n";
    String origin = surfer.request("/").build().uri().toString();
    return surfer.send(
        surfer
            .request(OFFERS)
            .header("Content-Type", "multipart/form-data; boundary=ranh")
            .header("Origin", origin.substring(0, origin.length() - 1))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8))));
  }

  private static String asked(Surfer surfer, String typed) {
    return surfer.get("/api/v1/offers?q=" + typed).body();
  }

  @Test
  void a_list_is_sent_replaced_on_its_day_and_withdrawn() {
    Surfer keeper = keeper();
    String first = HEAD + "71/GP,Công ty TNHH Trăng Rằm,active,\n";
    assertThat(send(keeper, "2026-02-01", "Nguồn một", first).body())
        .contains("Đã đưa vào 1 công ty, danh sách ngày 01/02/2026");
    assertThat(send(keeper, "2026-02-01", "Nguồn một", first).body())
        .contains("không có gì thay đổi");
    assertThat(asked(keeper, "trang+ram")).contains("\"LISTED\"", "\"valid\":true", "2026-02-01");

    String second =
        HEAD + "71/GP,Công ty TNHH Trăng Rằm,active,2026-01-31\n72/GP,Công ty Đèn Lồng,active,\n";
    assertThat(send(keeper, "2026-02-01", "Nguồn hai", second).body())
        .contains("Đã đưa vào 2 công ty", "Nguồn hai")
        .doesNotContain("Nguồn một");
    assertThat(asked(keeper, "trang+ram")).contains("\"LISTED\"", "\"valid\":false");
    assertThat(keeper.get("/offers?q=trang+ram").body())
        .contains("Giấy phép hết hạn ngày 31/01/2026", "giấy phép hiện không còn hiệu lực");

    HttpResponse<String> wrongDay = send(keeper, "2026-03-01", "Nguồn ba", first);
    assertThat(wrongDay.statusCode()).isEqualTo(200);
    assertThat(send(keeper, "2026-02-02", "Nguồn hai", second).body())
        .contains("đã có danh sách của ngày sau đó");
    String id = Surfer.hidden(wrongDay.body(), "id");
    assertThat(as("ca_xa@06286/2025-07-01").post(OFFERS + "/withdraw", "id", id).statusCode())
        .isEqualTo(422);
    assertThat(asked(keeper, "trang+ram")).contains("2026-03-01");
    assertThat(keeper.post(OFFERS + "/withdraw", "id", id).body())
        .contains("Đã rút danh sách", "Nguồn hai");
    assertThat(asked(keeper, "den+long")).contains("\"LISTED\"", "2026-02-01");
    assertThat(keeper.post(OFFERS + "/withdraw", "id", id).body()).contains("không còn nữa");
    assertThat(keeper.post(OFFERS + "/withdraw", "id", "x").body()).contains("không còn nữa");

    String last = Surfer.hidden(keeper.get(OFFERS).body(), "id");
    assertThat(keeper.post(OFFERS + "/withdraw", "id", last).statusCode()).isEqualTo(200);
    assertThat(asked(keeper, "trang+ram")).doesNotContain("Nguồn hai");
  }

  @Test
  void what_is_wrong_is_said_and_nothing_is_imported() {
    Surfer keeper = keeper();
    String good = HEAD + "81/GP,Công ty Mây Ngàn,active,\n";
    assertWrong(send(keeper, "hôm qua", "Nguồn", good), "Ngày của danh sách không đúng");
    assertWrong(send(keeper, "+999999999-12-31", "Nguồn", good), "Ngày của danh sách không đúng");
    assertWrong(send(keeper, "1989-12-31", "Nguồn", good), "Ngày của danh sách không đúng");
    assertWrong(send(keeper, "2199-12-31", "Nguồn", good), "là ngày chưa đến");
    assertWrong(send(keeper, "2026-02-01", "Ngu\u0000ồn", good), "Nguồn: có ký tự điều khiển");
    assertWrong(send(keeper, "2026-02-01", "", good), "Nguồn: còn thiếu");
    assertWrong(
        send(keeper, "2026-02-01", "Nguồn", HEAD + "1,A,active,9999-01-01\n"),
        "Dòng 2, cột valid_to: không phải ngày");
    assertWrong(
        send(as("ca_xa@06286/2025-07-01"), "2026-02-01", "Nguồn", good),
        "Chỉ người quản trị ở trung ương");
    assertThat(asked(keeper, "may+ngan")).doesNotContain("\"LISTED\"");
  }

  private static void assertWrong(HttpResponse<String> answer, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(sentence);
  }
}
