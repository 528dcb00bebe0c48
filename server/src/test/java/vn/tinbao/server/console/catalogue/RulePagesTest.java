package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Surfer;

/** Rules as versions from a day on, and the preview of where a text would go. */
@MicronautTest(transactional = false)
class RulePagesTest {
  private static final String RULES = "/admin/catalogue/rules";
  private static final String LANG_SON = "ca_tinh@20/2021-11-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;
  @Inject Clock clock;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;

  private Surfer as(String agency, Role role) {
    String username = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(List.of(new DemoStaff.AgencySeat(username, "Quản trị", agency, Set.of(role))))
            .get(0)
            .id();
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", sessions.web(id));
    return surfer;
  }

  private String ministry() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("bo_ca"))
        .map(Agency::id)
        .findFirst()
        .orElseThrow();
  }

  private String province() {
    LocalDate today = today();
    return catalogue.now().agencies().stream()
        .filter(a -> a.key().equals("ca_tinh") && a.standsOn(today) && a.id().contains("@20/"))
        .map(Agency::id)
        .findFirst()
        .orElse(LANG_SON);
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private List<CompetenceRule> versions(String id) {
    return catalogue.now().rules().stream().filter(rule -> rule.id().equals(id)).toList();
  }

  private HttpResponse<String> save(Surfer surfer, String id, String... changed) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "version",
                Long.toString(catalogue.now().version()),
                "id",
                id,
                "procedure",
                "CRIME_REPORT",
                "urgency",
                "1",
                "crossBorder",
                "",
                "unitLevel",
                "",
                "lead0",
                "ca_xa",
                "supporting0",
                "",
                "receivers0",
                "",
                "priority",
                "50",
                "units",
                "06286/2025-07-01",
                "reason",
                "Công an xã chủ trì.",
                "basis",
                "Quyết định thử",
                "from",
                today().plusDays(1).toString(),
                "to",
                ""));
    for (int i = 0; i < changed.length; i += 2) {
      int at = fields.indexOf(changed[i]);
      if (at < 0) {
        fields.add(changed[i]);
        fields.add(changed[i + 1]);
      } else {
        fields.set(at + 1, changed[i + 1]);
      }
    }
    return surfer.post(RULES, fields.toArray(String[]::new));
  }

  private static String fresh() {
    return "crime.thu-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void a_change_closes_the_old_version_and_adds_a_new_one() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String id = fresh();
    LocalDate tomorrow = today().plusDays(1);

    assertThat(save(admin, id, "from", today().toString()).statusCode()).isEqualTo(303);
    assertThat(
            save(admin, id, "known", "yes", "lead0", "ca_tinh", "category-LURE_ABROAD", "on")
                .statusCode())
        .isEqualTo(303);

    List<CompetenceRule> versions = versions(id);
    assertThat(versions).hasSize(2);
    assertThat(versions.get(0).validTo()).isEqualTo(tomorrow);
    assertThat(versions.get(0).lead().get(0).key()).isEqualTo("ca_xa");
    assertThat(versions.get(1).validFrom()).isEqualTo(tomorrow);
    assertThat(versions.get(1).lead().get(0).key()).isEqualTo("ca_tinh");
    assertThat(versions.get(1).categories()).containsExactly("LURE_ABROAD");
    assertThat(admin.get(RULES + "?id=" + id).body()).contains("sửa quy tắc").contains("Quản trị");

    // A version that has not begun is replaced, not stacked.
    assertThat(save(admin, id, "known", "yes", "priority", "60").statusCode()).isEqualTo(303);
    assertThat(versions(id)).hasSize(2);
    assertThat(versions(id).get(1).priority()).isEqualTo(60);
  }

  @Test
  void the_past_is_not_written_anew() {
    Surfer admin = as(ministry(), Role.ADMIN);
    List<CompetenceRule> before = versions("crime.commune-police");

    assertWrong(
        save(admin, "crime.commune-police", "known", "yes", "from", "2025-07-01"),
        "Từ ngày: không sửa được quá khứ");
    assertWrong(
        save(admin, "crime.district-police", "known", "yes", "from", "2024-01-01"),
        "không sửa được quá khứ");
    assertThat(versions("crime.commune-police")).isEqualTo(before);

    String id = fresh();
    assertThat(save(admin, id, "from", today().toString()).statusCode()).isEqualTo(303);
    assertWrong(
        save(admin, id, "known", "yes", "from", today().toString()), "hãy chọn từ ngày mai");
  }

  @Test
  void what_is_wrong_is_named_by_its_field() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String id = fresh();

    assertWrong(save(admin, "Có Dấu"), "Mã quy tắc:");
    assertWrong(save(admin, "crime.commune-police"), "đã có quy tắc mang mã này");
    assertWrong(save(admin, id, "procedure", "XYZ"), "Thủ tục: không có lựa chọn này");
    assertWrong(save(admin, id, "urgency", "9"), "Khẩn cấp từ mức: phải là số");
    assertWrong(save(admin, id, "priority", "nhiều"), "Mức ưu tiên: phải là số");
    assertWrong(save(admin, id, "lead0", ""), "Chủ trì: phải có ít nhất một cơ quan");
    assertWrong(save(admin, id, "lead0", "cong an"), "không có loại cơ quan “cong an”");
    assertWrong(save(admin, id, "supporting0", "POLICE/LANG"), "Phối hợp: không có loại cơ quan");
    assertWrong(save(admin, id, "procedure", "FORWARD"), "Nơi nhận phải chuyển:");
    assertWrong(save(admin, id, "units", "00000/2025-07-01"), "không có đơn vị");
    assertWrong(save(admin, id, "reason", "Không chấm"), "phải là câu trọn vẹn");
    assertWrong(save(admin, id, "basis", " "), "Căn cứ pháp luật: không được để trống");
    assertWrong(save(admin, id, "from", "32/13/2030"), "Từ ngày: phải là một ngày");
    assertWrong(save(admin, id, "to", today().toString()), "phải sau ngày bắt đầu");
    assertWrong(save(admin, id, "version", "1"), "người khác đã sửa danh mục");
    assertThat(versions(id)).isEmpty();
  }

  @Test
  void a_mistake_does_not_hide_that_somebody_else_changed_the_catalogue() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String seen = Long.toString(catalogue.now().version());
    assertThat(save(as(ministry(), Role.ADMIN), fresh()).statusCode()).isEqualTo(303);
    String id = fresh();

    HttpResponse<String> wrong = save(admin, id, "version", seen, "priority", "nhiều");
    assertWrong(wrong, "Mức ưu tiên: phải là số");
    assertThat(Surfer.hidden(wrong.body(), "version")).isEqualTo(seen);
    HttpResponse<String> late = save(admin, id, "version", seen);
    assertWrong(late, "người khác đã sửa danh mục");
    assertThat(save(admin, id, "version", Surfer.hidden(late.body(), "version")).statusCode())
        .isEqualTo(303);
    HttpResponse<String> end = admin.post(RULES + "/end", "id", id, "version", seen, "end", "mai");
    assertThat(Surfer.hidden(end.body(), "version")).isEqualTo(seen);
  }

  @Test
  void a_province_keeps_only_rules_for_units_within() {
    Surfer admin = as(province(), Role.ADMIN);
    String id = fresh();

    assertThat(save(admin, id).statusCode()).isEqualTo(303);
    assertWrong(save(admin, fresh(), "units", ""), "Quy tắc chung do quản trị trung ương giữ");
    assertWrong(save(admin, fresh(), "units", "15499/2025-07-01"), "Quy tắc chung do quản trị");
    assertWrong(save(admin, "crime.commune-police", "known", "yes"), "Quy tắc chung do quản trị");
    Surfer commune = as("ca_xa@06286/2025-07-01", Role.ADMIN);
    assertWrong(save(commune, fresh()), "Quy tắc chung do quản trị trung ương giữ");
    assertWrong(
        commune.post(RULES + "/end", "id", id, "end", "2030-01-01"), "Quy tắc chung do quản trị");
  }

  @Test
  void a_rule_ends_without_another() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String id = fresh();
    assertThat(save(admin, id, "from", today().toString()).statusCode()).isEqualTo(303);
    String version = Long.toString(catalogue.now().version());

    assertWrong(
        admin.post(RULES + "/end", "id", id, "version", version, "end", "2020-01-01"),
        "Kết thúc vào ngày: không sửa được quá khứ");
    assertThat(
            admin
                .post(
                    RULES + "/end",
                    "id",
                    id,
                    "version",
                    version,
                    "end",
                    today().plusDays(2).toString())
                .statusCode())
        .isEqualTo(303);
    assertThat(versions(id).get(0).validTo()).isEqualTo(today().plusDays(2));
    assertWrong(
        admin.post(RULES + "/end", "id", "khong-co", "end", "2030-01-01"), "Không có quy tắc này");
  }

  @Test
  void a_rule_made_here_decides_from_its_day_on() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String id = fresh();
    LocalDate day = today().plusDays(10);
    assertThat(save(admin, id, "lead0", "ca_tinh", "from", day.toString()).statusCode())
        .isEqualTo(303);
    String text = "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc nhẹ";

    assertThat(preview(admin, text, today().toString(), "").body()).doesNotContain("?id=" + id);
    assertThat(preview(admin, text, day.toString(), "").body()).contains("?id=" + id);
    admin.post(
        RULES + "/end",
        "id",
        id,
        "version",
        Long.toString(catalogue.now().version()),
        "end",
        day.toString());
    assertThat(versions(id)).isEmpty();
  }

  private static HttpResponse<String> preview(Surfer who, String text, String at, String hotline) {
    return who.post("/admin/catalogue/preview", "text", text, "at", at, "hotline", hotline);
  }

  @Test
  void a_text_goes_where_its_day_sends_it_and_nothing_of_it_is_kept() {
    Surfer lead = as("ca_xa@06286/2025-07-01", Role.AGENCY_LEAD);
    String marker = "lachong" + UUID.randomUUID().toString().substring(0, 8);
    String text = "o xa binh trung cao loc co nguoi ru chau gai sang trung quoc " + marker;

    assertThat(preview(lead, text, "", "").body())
        .contains("Công an xã Khánh Khê")
        .contains("<mark");
    assertThat(preview(lead, text, "2024-06-01", "").body()).contains("Công an xã Bình Trung");

    int rows =
        transactions.executeRead(
            status ->
                jdbc.prepareStatement(
                    "SELECT count(*) FROM tinbao.audit"
                        + " WHERE action = 'ROUTING_PREVIEWED' AND subject_id = '2024-06-01'",
                    select -> {
                      try (var row = select.executeQuery()) {
                        return row.next() ? row.getInt(1) : 0;
                      }
                    }));
    assertThat(rows).isPositive();
  }

  @Test
  void odd_previews_are_answered() {
    Surfer lead = as("ca_xa@06286/2025-07-01", Role.AGENCY_LEAD);

    assertThat(preview(lead, " ", "", "").statusCode()).isEqualTo(422);
    assertThat(preview(lead, "x".repeat(20_001), "", "").statusCode()).isEqualTo(422);
    assertThat(preview(lead, "tin", "hôm kia", "").statusCode()).isEqualTo(422);
    assertThat(preview(lead, "tin", "", "khong dau ca").body()).contains("Không có đơn vị nào");
    assertThat(preview(lead, "tin", "", "a").body()).contains("name=\"unit\"");
    assertThat(preview(lead, "<script>alert(1)</script> \u0000 \ud800", "", "06286").body())
        .doesNotContain("<script>alert");
    assertThat(
            lead.post(
                    "/admin/catalogue/preview",
                    "text",
                    "con toi mat tich",
                    "hotline",
                    "khanh",
                    "unit",
                    "06286/2025-07-01")
                .statusCode())
        .isEqualTo(200);
  }

  private static void assertWrong(HttpResponse<String> answer, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Chưa lưu.").contains(sentence);
  }
}
