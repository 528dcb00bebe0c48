package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Surfer;

/** Units and agencies over HTTP: who sees, who writes, and what happens to what is wrong. */
@MicronautTest(transactional = false)
class CataloguePagesTest {
  private static final String COMMUNE = "ca_xa@23535/2025-07-01";
  private static final String PROVINCE = "ca_tinh@46/2025-01-01";
  private static final String AGENCIES = "/admin/catalogue/agencies/";
  private static final String COMMUNE_HERE = "ca_xa@06286/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;
  @Inject JdbcOperations jdbc;
  @Inject TransactionOperations<Connection> transactions;

  private Surfer as(String agency, Role... roles) {
    String username = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(username, "Người quản trị", agency, Set.of(roles))))
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

  private HttpResponse<String> save(Surfer surfer, String agency, String... changed) {
    String form = surfer.get(AGENCIES + agency + "/edit").body();
    List<String> fields =
        new ArrayList<>(
            List.of(
                "version",
                Long.toString(catalogue.now().version()),
                "name",
                catalogue.now().agency(agency).orElseThrow().name(),
                "phone",
                "",
                "from",
                "2025-07-01",
                "to",
                "",
                "territory",
                agency.substring(agency.indexOf('@') + 1),
                "source",
                "Công văn 12/CV"));
    for (int i = 0; i < changed.length; i += 2) {
      fields.set(fields.indexOf(changed[i]) + 1, changed[i + 1]);
    }
    assertThat(form).isNotNull();
    return surfer.post(AGENCIES + agency, fields.toArray(String[]::new));
  }

  private String one(String sql, String parameter) {
    return transactions.executeRead(
        status ->
            jdbc.prepareStatement(
                sql,
                select -> {
                  select.setString(1, parameter);
                  try (var row = select.executeQuery()) {
                    return row.next() ? String.valueOf(row.getString(1)) : "";
                  }
                }));
  }

  @Test
  void units_are_found_with_and_without_accents_and_by_their_former_names() {
    Surfer lead = as(COMMUNE, Role.AGENCY_LEAD);

    assertThat(lead.get("/admin/catalogue/units?q=khanh%20khe").body())
        .contains("Xã Khánh Khê, Tỉnh Lạng Sơn");
    assertThat(lead.get("/admin/catalogue/units?q=Kh%C3%A1nh%20Kh%C3%AA").body())
        .contains("/admin/catalogue/units/06286/2025-07-01");
    assertThat(lead.get("/admin/catalogue/units?q=binh%20trung").body()).contains("Trước đây");
    assertThat(lead.get("/admin/catalogue/units?q=binh%20trung&at=2024-06-01").body())
        .contains("Huyện Cao Lộc")
        .doesNotContain("Trước đây");
  }

  @Test
  void a_unit_shows_what_came_before_and_after_and_who_was_there() {
    Surfer lead = as(COMMUNE, Role.AGENCY_LEAD);

    String today = lead.get("/admin/catalogue/units/06286/2025-07-01").body();
    assertThat(today)
        .contains("Bình Trung")
        .contains("01/07/2025")
        .contains("Công an xã Khánh Khê");

    String before = lead.get("/admin/catalogue/units/06217/2021-11-01").body();
    assertThat(before).contains("Nay là:").contains("Xã Khánh Khê").contains("30/06/2025");

    String later = lead.get("/admin/catalogue/units/06217/2021-11-01?at=2026-01-01").body();
    assertThat(later).contains("Ngày 01/01/2026 không có đơn vị này");
  }

  @Test
  void odd_questions_are_answered() {
    Surfer lead = as(COMMUNE, Role.AGENCY_LEAD);

    assertThat(lead.get("/admin/catalogue/units/99999/2025-07-01").statusCode()).isEqualTo(404);
    assertThat(lead.get("/admin/catalogue/units/06286/hom-qua").statusCode()).isEqualTo(404);
    assertThat(lead.get("/admin/catalogue/agencies/ca_xa@1/2025-07-01").statusCode())
        .isEqualTo(404);
    for (String at : List.of("hôm qua", "2025-02-30", "99999-01-01", "+999999999-01-01")) {
      HttpResponse<String> page =
          lead.get(
              "/admin/catalogue/units?"
                  + Surfer.form("q", "a".repeat(1_000) + "%_\\'<script>", "at", at));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("đang xem theo hôm nay").doesNotContain("<script>alert");
    }
    assertThat(lead.get("/admin/catalogue/agencies?after=khong-co&function=KHONG").statusCode())
        .isEqualTo(200);
    assertThat(lead.get("/admin/catalogue/units?at=31/12/2024").body()).contains("31/12/2024");
  }

  @Test
  void agencies_are_listed_page_by_page_without_repeating_any() {
    Surfer lead = as(COMMUNE, Role.AGENCY_LEAD);
    Set<String> seen = new HashSet<>();
    String next = "/admin/catalogue/agencies?q=cong%20an";
    int pages = 0;
    while (next != null && pages < 5) {
      String body = lead.get(next).body();
      var ids =
          Pattern.compile("href=\"/admin/catalogue/agencies/([a-z0-9_]+@[^\"]+)\"")
              .matcher(body)
              .results()
              .map(m -> m.group(1))
              .toList();
      assertThat(ids).isNotEmpty().allSatisfy(id -> assertThat(seen.add(id)).as(id).isTrue());
      var more =
          Pattern.compile("class=\"more\"><a class=\"button\" href=\"([^\"]+)\"").matcher(body);
      next = more.find() ? more.group(1).replace("&amp;", "&") : null;
      pages++;
    }
    assertThat(seen).hasSizeGreaterThan(50);
  }

  @Test
  void who_works_there_is_told_to_their_head_and_keeper_only() {
    String name = "Tên Riêng " + UUID.randomUUID();
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "nguoi." + UUID.randomUUID().toString().substring(0, 13),
                name,
                COMMUNE,
                Set.of(Role.DUTY_OFFICER))));

    assertThat(as(COMMUNE, Role.AGENCY_LEAD).get(AGENCIES + COMMUNE).body()).contains(name);
    assertThat(as(ministry(), Role.ADMIN).get(AGENCIES + COMMUNE).body()).contains(name);
    assertThat(as(PROVINCE, Role.ADMIN).get(AGENCIES + COMMUNE).body())
        .contains("người đăng nhập được")
        .doesNotContain(name);
  }

  @Test
  void a_change_is_written_with_its_row_and_what_stood_there_before() {
    Surfer admin = as(COMMUNE, Role.ADMIN);
    long before = catalogue.now().version();

    HttpResponse<String> saved = save(admin, COMMUNE, "phone", "0260 123 4567");

    assertThat(saved.statusCode()).isEqualTo(303);
    assertThat(catalogue.now().version()).isGreaterThan(before);
    assertThat(catalogue.now().agency(COMMUNE).orElseThrow().phone()).isEqualTo("02601234567");
    assertThat(admin.get(AGENCIES + COMMUNE).body())
        .contains("02601234567")
        .contains("Công văn 12/CV");
    assertThat(
            one(
                "SELECT count(*) FROM tinbao.audit WHERE action = 'AGENCY_EDITED'"
                    + " AND subject_id = ? AND staff_id IS NOT NULL",
                COMMUNE))
        .isNotEqualTo("0");
    assertThat(
            one(
                "SELECT was || became FROM tinbao.catalogue_change WHERE subject = ?"
                    + " ORDER BY at DESC LIMIT 1",
                COMMUNE))
        .contains("phone: 02601234567");
  }

  @Test
  void what_is_wrong_is_named_and_nothing_is_written() {
    Surfer admin = as("ca_xa@06286/2025-07-01", Role.ADMIN);
    String agency = "ca_xa@06286/2025-07-01";
    Agency before = catalogue.now().agency(agency).orElseThrow();

    assertWrong(save(admin, agency, "name", " "), "Tên cơ quan: không được để trống");
    assertWrong(save(admin, agency, "name", "x".repeat(201)), "dài quá 200 ký tự");
    assertWrong(save(admin, agency, "phone", "gọi tôi"), "chỉ gồm 3 đến 15 chữ số");
    assertWrong(save(admin, agency, "from", "hôm qua"), "Từ ngày: phải là một ngày");
    assertWrong(save(admin, agency, "from", "2020-01-01"), "sớm hơn ngày có Xã Khánh Khê");
    assertWrong(save(admin, agency, "to", "2025-07-01"), "phải sau ngày bắt đầu");
    assertWrong(save(admin, agency, "territory", ""), "phải có ít nhất một đơn vị");
    assertWrong(save(admin, agency, "territory", "12"), "không có đơn vị “12”");
    assertWrong(save(admin, agency, "territory", "15499/2025-07-01"), "không thuộc địa bàn");
    assertWrong(save(admin, agency, "source", ""), "Căn cứ: không được để trống");
    assertWrong(save(admin, agency, "version", "0"), "người khác đã sửa danh mục");
    assertWrong(save(admin, agency, "version", "abc"), "người khác đã sửa danh mục");
    assertThat(catalogue.now().agency(agency).orElseThrow()).isEqualTo(before);
  }

  @Test
  void a_derived_agency_is_recorded_by_saving_it() {
    String id = "thu_suy_ra@06286/2025-07-01";
    String made =
        transactions.executeWrite(
            status ->
                jdbc.prepareStatement(
                    "INSERT INTO tinbao.agency (id, key, function, level, name, unit_id, valid_from,"
                        + " source, derived) SELECT ?, 'thu_suy_ra', 'OTHER', 'COMMUNE', 'Cơ quan suy"
                        + " ra', u.id, u.valid_from, 'mẫu', true FROM tinbao.unit u WHERE u.code ="
                        + " '06286' AND u.valid_to IS NULL RETURNING id",
                    insert -> {
                      insert.setString(1, id);
                      try (var row = insert.executeQuery()) {
                        return row.next() ? row.getString(1) : "";
                      }
                    }));
    assertThat(made).isEqualTo(id);
    Agency derived = catalogue.refresh().agency(id).orElseThrow();
    Surfer admin = as(ministry(), Role.ADMIN);
    assertThat(admin.get(AGENCIES + derived.id()).body()).contains("Chưa ai ghi nhận");

    HttpResponse<String> saved =
        save(admin, derived.id(), "phone", "0901 234 567", "name", derived.name() + " (mới)");

    assertThat(saved.statusCode()).isEqualTo(303);
    Agency recorded = catalogue.now().agency(derived.id()).orElseThrow();
    assertThat(recorded.derived()).isFalse();
    assertThat(recorded.phone()).isEqualTo("0901234567");
    assertThat(recorded.territory()).isEqualTo(derived.territory());
    assertThat(admin.get(AGENCIES + derived.id()).body()).doesNotContain("Chưa ai ghi nhận");
  }

  @Test
  void a_new_agency_is_looked_at_twice_recorded_routed_to_and_ended_with_its_heir() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String kind = "tt_btxh_" + Long.toString(System.nanoTime(), 36);
    String id = kind + "@06286/2025-07-01";
    assertThat(admin.get("/admin/catalogue/agencies/new?unit=06286/2025-07-01&kind=ca_xa").body())
        .containsPattern("value=\"POLICE\" selected")
        .contains("06286/2025-07-01");
    long before = catalogue.now().version();

    HttpResponse<String> look = add(admin, kind);
    assertThat(look.statusCode()).isEqualTo(200);
    assertThat(look.body()).contains("Chưa lưu gì cả", "Trung tâm thử", "Chưa ai đăng nhập");
    assertThat(catalogue.refresh().agency(id)).isEmpty();
    assertThat(catalogue.now().version()).isEqualTo(before);
    assertThat(add(admin, kind, "again", "on").body()).contains("Trung tâm thử", "0205 1");

    HttpResponse<String> stored = add(admin, kind, "sure", "on");
    assertThat(stored.statusCode()).isEqualTo(303);
    Agency made = catalogue.refresh().agency(id).orElseThrow();
    assertThat(made.phone()).isEqualTo("02051112223");
    assertThat(made.derived()).isFalse();
    assertThat(made.parentId()).isEqualTo(above());
    assertThat(admin.get(AGENCIES + id).body())
        .contains("Trung tâm thử", "Công văn 12/CV", "Kết thúc cơ quan");
    assertThat(
            one(
                "SELECT count(*) FROM tinbao.audit WHERE action = 'AGENCY_ADDED' AND subject_id = ?",
                id))
        .isEqualTo("1");
    assertWrong(add(admin, kind), "đã có: Trung tâm thử");

    String heir = COMMUNE_HERE;
    assertThat(end(admin, id, "2026-01-01", heir).body())
        .contains("Chưa lưu gì cả", catalogue.now().agency(heir).orElseThrow().name());
    assertThat(catalogue.refresh().agency(id).orElseThrow().validTo()).isNull();
    assertWrong(end(admin, id, "2025-07-01", heir), "phải sau ngày bắt đầu");
    assertWrong(end(admin, id, "2026-01-01", "khong@co/2025-07-01"), "Không có cơ quan này");
    assertWrong(end(admin, id, "2026-01-01", id), "được ghi hai lần");
    assertThat(end(admin, id, "2026-01-01", heir, "sure", "on").statusCode()).isEqualTo(303);
    Agency ended = catalogue.refresh().agency(id).orElseThrow();
    assertThat(ended.validTo()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(catalogue.now().agencySuccessions(id))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.newAgencyId()).isEqualTo(heir);
              assertThat(step.extent()).isEqualTo(Succession.Extent.FULL);
            });
    assertThat(catalogue.now().currentOf(ended, LocalDate.of(2026, 11, 1)))
        .extracting(Agency::id)
        .containsExactly(heir);
    assertThat(admin.get(AGENCIES + id).body()).contains("Bàn giao cho");
    assertWrong(end(admin, id, "2026-06-01", heir), "đã kết thúc ngày");
  }

  @Test
  void what_cannot_be_a_new_agency_is_named_and_foreign_ones_are_refused() {
    Surfer admin = as(ministry(), Role.ADMIN);
    assertWrong(add(admin, "Sai Kiểu"), "Loại cơ quan: gồm 2 đến 40");
    assertWrong(add(admin, "so_y_te"), "Chức năng: cơ quan loại này");
    assertWrong(add(admin, "moi_tinh", "level", "PROVINCE"), "Cấp: không hợp với");
    assertWrong(add(admin, "moi", "unit", "1"), "Của đơn vị: không có đơn vị");
    assertWrong(add(admin, "moi", "parent", "khong@1/2025-07-01"), "Không có cơ quan này");
    assertWrong(add(admin, "moi", "phone", "gọi"), "chỉ gồm 3 đến 15 chữ số");
    assertWrong(add(admin, "moi", "version", "0", "sure", "on"), "người khác đã sửa danh mục");
    Surfer local = as(COMMUNE, Role.ADMIN);
    assertWrong(add(local, "moi"), "không thuộc địa bàn");
    assertThat(local.get(AGENCIES + COMMUNE_HERE + "/end").statusCode()).isEqualTo(403);
    assertThat(as(COMMUNE, Role.AGENCY_LEAD).get("/admin/catalogue/agencies/new").statusCode())
        .isEqualTo(403);
    assertWrong(
        end(local, COMMUNE, "2026-12-01", COMMUNE_HERE, "sure", "on"), "không thuộc địa bàn");
  }

  private String above() {
    return String.valueOf(catalogue.now().agency(COMMUNE_HERE).orElseThrow().parentId());
  }

  private HttpResponse<String> add(Surfer surfer, String kind, String... changed) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "version",
                Long.toString(catalogue.now().version()),
                "kind",
                kind,
                "unit",
                "06286/2025-07-01",
                "function",
                "HEALTH_SOCIAL",
                "level",
                "COMMUNE",
                "parent",
                above(),
                "name",
                "Trung tâm thử",
                "phone",
                "0205 111 2223",
                "from",
                "2025-07-01",
                "territory",
                "",
                "source",
                "Công văn 12/CV"));
    return surfer.post("/admin/catalogue/agencies", with(fields, changed));
  }

  private HttpResponse<String> end(
      Surfer surfer, String agency, String day, String heirs, String... more) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "version",
                Long.toString(catalogue.now().version()),
                "end",
                day,
                "heirs",
                heirs,
                "source",
                "Quyết định 5/QĐ"));
    return surfer.post(AGENCIES + agency + "/end", with(fields, more));
  }

  private static String[] with(List<String> fields, String... changed) {
    for (int i = 0; i < changed.length; i += 2) {
      int at = fields.indexOf(changed[i]);
      if (at < 0) {
        fields.addAll(List.of(changed[i], changed[i + 1]));
      } else {
        fields.set(at + 1, changed[i + 1]);
      }
    }
    return fields.toArray(String[]::new);
  }

  private static void assertWrong(HttpResponse<String> answer, String sentence) {
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Chưa lưu.").contains(sentence);
  }

  @Test
  void another_provinces_administrator_writes_nothing() {
    Surfer stranger = as(PROVINCE, Role.ADMIN);
    Agency before = catalogue.now().agency(COMMUNE).orElseThrow();

    assertThat(stranger.get(AGENCIES + COMMUNE + "/edit").statusCode()).isEqualTo(403);
    assertThat(stranger.post(AGENCIES + COMMUNE, "name", "Khác").statusCode()).isEqualTo(403);
    assertThat(stranger.get(AGENCIES + ministry() + "/edit").statusCode()).isEqualTo(403);
    assertThat(as(COMMUNE, Role.AGENCY_LEAD).post(AGENCIES + COMMUNE, "name", "x").statusCode())
        .isEqualTo(403);
    assertThat(catalogue.now().agency(COMMUNE).orElseThrow()).isEqualTo(before);
  }

  @Test
  void of_two_who_save_at_once_on_the_same_ground_one_is_told() throws Exception {
    Surfer one = as(COMMUNE, Role.ADMIN);
    Surfer other = as(COMMUNE, Role.ADMIN);
    String version = Long.toString(catalogue.now().version());
    List<Callable<Integer>> both =
        List.of(
            () -> save(one, COMMUNE, "version", version, "phone", "0260111").statusCode(),
            () -> save(other, COMMUNE, "version", version, "phone", "0260222").statusCode());
    var threads = Executors.newFixedThreadPool(2);
    try {
      List<Integer> answers = new ArrayList<>();
      for (Future<Integer> answer : threads.invokeAll(both)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsExactlyInAnyOrder(303, 422);
    } finally {
      threads.shutdown();
    }
  }
}
