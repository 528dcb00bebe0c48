package vn.tinbao.server.console.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.RemoteUnits;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Surfer;

/**
 * Files that administrators send: tried first, imported on their word, refused by line and field.
 */
@MicronautTest(transactional = false)
class ImportPagesTest {
  private static final String IMPORTS = "/admin/catalogue/imports";
  private static final String COMMUNE = "ca_xa@06286/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;
  @Inject Clock clock;
  @Inject RemoteUnits remote;

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

  private static HttpResponse<String> send(
      Surfer surfer, String kind, String day, String name, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String part = "--ranh\r\nContent-Disposition: form-data; name=";
    body.writeBytes((part + "\"kind\"\r\n\r\n" + kind + "\r\n").getBytes(UTF_8));
    body.writeBytes((part + "\"day\"\r\n\r\n" + day + "\r\n").getBytes(UTF_8));
    body.writeBytes((part + "\"file\"; filename=\"" + name + "\"\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--ranh--\r\n".getBytes(UTF_8));
    String origin = surfer.request("/").build().uri().toString();
    return surfer.send(
        surfer
            .request(IMPORTS)
            .header("Content-Type", "multipart/form-data; boundary=ranh")
            .header("Origin", origin.substring(0, origin.length() - 1))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static HttpResponse<String> send(Surfer surfer, String kind, String day, String content) {
    return send(surfer, kind, day, "Tệp cơ quan.csv", content.getBytes(UTF_8));
  }

  private static HttpResponse<String> confirm(Surfer surfer, HttpResponse<String> tried) {
    return surfer.post(IMPORTS + "/confirm", "id", Surfer.hidden(tried.body(), "id"));
  }

  @Test
  void agencies_are_tried_then_imported_and_a_second_time_change_nothing() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String key = "don_thu_" + UUID.randomUUID().toString().substring(0, 8);
    String file =
        "key,unit,name,function,level,phone,territory,source\n"
            + key
            + ",06286,Đồn Biên phòng thử,BORDER_GUARD,COMMUNE,0205 111 222,06286,Công văn 1\n"
            + "ca_xa,15499,Công an xã Thọ Xuân,,,0237 111 333,,\n";
    String id = key + "@06286/2025-07-01";

    HttpResponse<String> tried = send(admin, "AGENCIES", "2025-07-01", file);
    assertThat(tried.statusCode()).isEqualTo(200);
    assertThat(tried.body()).contains("Tệp này sẽ thay đổi").contains(id).contains("Chưa nhập gì");
    assertThat(catalogue.refresh().agency(id)).isEmpty();

    HttpResponse<String> done = confirm(admin, tried);
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Đã nhập");
    Agency made = catalogue.now().agency(id).orElseThrow();
    assertThat(made.phone()).isEqualTo("0205111222");
    assertThat(made.derived()).isFalse();
    assertThat(catalogue.now().agency("ca_xa@15499/2025-07-01").orElseThrow().phone())
        .isEqualTo("0237111333");
    assertThat(admin.get("/admin/catalogue").body()).contains("nhập tệp");

    assertThat(confirm(admin, tried).body()).contains("không còn nữa");
    assertThat(send(admin, "AGENCIES", "2025-07-01", file).body())
        .contains("Không có gì khác")
        .doesNotContain("/confirm");
  }

  @Test
  void remote_communes_come_as_complete_lists_in_the_order_of_their_days() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String head = "code,full_name,province_code,source\n";
    String both = head + "06286,Xã Khánh Khê,20,QĐ 1\n15499,Xã Thọ Xuân,38,QĐ 1\n";
    long here = commune("06286");
    assertThat(confirm(admin, send(admin, "REMOTE", "2025-08-01", both)).body())
        .contains("Đã nhập");
    assertThat(send(admin, "REMOTE", "2025-08-01", both).body()).contains("Không có gì khác");
    assertThat(remote.contain(here, LocalDate.of(2025, 7, 31))).isFalse();
    assertThat(remote.contain(here, LocalDate.of(2025, 8, 1))).isTrue();

    String one = head + "15499,Xã Thọ Xuân,38,QĐ 1\n";
    assertThat(confirm(admin, send(admin, "REMOTE", "2025-09-01", one)).body()).contains("Đã nhập");
    assertThat(remote.contain(here, LocalDate.of(2025, 8, 31))).isTrue();
    assertThat(remote.contain(here, LocalDate.of(2025, 9, 1))).isFalse();
    assertThat(remote.contain(commune("15499"), LocalDate.of(2026, 11, 22))).isTrue();

    assertWrong(send(admin, "REMOTE", "2025-08-15", both), "đã nhập danh sách áp dụng từ");
    assertWrong(send(admin, "REMOTE", "2018-02-28", one), "không có thời hạn nào dài hơn");
    assertWrong(
        send(admin, "REMOTE", "2025-10-01", one + "15499,Xã Thọ Xuân,38,QĐ 2\n"),
        "Dòng 3, cột code: có hai lần");
    assertWrong(
        send(admin, "REMOTE", "2025-10-01", head + "06286,Xã Khánh Khê,38,QĐ 1\n"),
        "Dòng 2, cột province_code: trong danh mục là 20");
    assertWrong(
        send(admin, "REMOTE", "2025-10-01", head + "06286,Xã Khánh Khê,20,\n"),
        "Dòng 2, cột source: không được để trống");
    assertThat(send(as(COMMUNE, Role.ADMIN), "REMOTE", "2025-10-01", one).statusCode())
        .isEqualTo(422);
    assertWrong(send(admin, "REMOTE", "2025-11-01", head), "tệp trống");
  }

  private long commune(String code) {
    return catalogue.now().unitsByCode(code).stream()
        .filter(unit -> unit.standsOn(LocalDate.of(2026, 1, 1)))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void what_is_wrong_is_named_by_line_and_field() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String head = "key\tunit\tname\tfunction\tlevel\tphone\tfrom\tstanding\tparent\n";

    assertWrong(send(admin, "AGENCIES", "2025-07-01", "key,name\nca_xa,x\n"), "Dòng 1, cột unit");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "ca_xa\t99999\tx\t\t\t\t\t\t\n"),
        "Dòng 2, cột unit: không có đơn vị 99999");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "moi\t06286\tx\t\t\t\t\t\t\n"),
        "Dòng 2, cột function: không được để trống");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "moi\t06286\tx\tCANH_SAT\tCOMMUNE\t\t\t\t\n"),
        "không có lựa chọn CANH_SAT");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "ca_xa\t06286\tx\t\t\tgọi\t\t\t\n"),
        "cột phone");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "ca_xa\t06286\tx\t\t\t\t01/07\t\t\n"),
        "cột from: phải là ngày");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "ca_xa\t06286\tx\t\t\t\t\tmaybe\t\n"),
        "phải là yes hoặc no");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", head + "ca_xa\t06286\tx\t\t\t\t\t\tkhong@1/1\n"),
        "không có cơ quan");
    String line = "ca_xa\t06286\tx\t\t\t\t\t\t\n";
    assertWrong(send(admin, "AGENCIES", "2025-07-01", head + line + line), "Dòng 3, cột key:");
    assertWrong(send(admin, "AGENCIES", "2025-07-01", "a.csv", new byte[] {'P', 'K', 3, 4}), "CSV");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", "a.csv", new byte[] {(byte) 0xff, (byte) 0xfe, 1}),
        "UTF-8");
    assertWrong(send(admin, "AGENCIES", "2025-07-01", ""), "tệp trống");
    assertWrong(send(admin, "AGENCIES", "mai", head), "Ngày: phải là một ngày");
    assertWrong(send(admin, "XYZ", "2025-07-01", head), "Hãy chọn nội dung tệp");
    assertWrong(
        send(
            admin,
            "UNITS",
            "2025-07-01",
            "code\tlevel\tkind\tname\tfull_name\tparent\n1\tcommune\tXã\tA\tXã A\t20\n"),
        "Dòng 2, cột code: mã phải có 5 chữ số");
    assertWrong(send(admin, "RULES", "", "rules: ["), "YAML");
  }

  @Test
  void rules_come_as_yaml_and_never_change_the_past() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String id = "crime.tep-" + UUID.randomUUID().toString().substring(0, 8);
    LocalDate tomorrow = LegalTime.day(clock.instant()).plusDays(1);
    String head = "agencies:\n  ca_xa: {function: POLICE, level: COMMUNE}\nrules:\n";
    String rule =
        """
        - id: %s
          procedure: CRIME_REPORT
          units: [06286/2025-07-01]
          lead: [ca_xa]
          priority: %d
          reason: Công an xã chủ trì.
          basis: Kế hoạch thử
          from: %s
        """;

    HttpResponse<String> tried =
        send(admin, "RULES", "", head + rule.formatted(id, 1, "2026-01-01"));
    assertThat(tried.body()).as(tried.body()).contains(id);
    assertThat(confirm(admin, tried).body()).contains("Đã nhập");
    assertThat(catalogue.now().rules()).anyMatch(r -> r.id().equals(id));
    assertThat(send(admin, "RULES", "", head + rule.formatted(id, 1, "2026-01-01")).body())
        .contains("Không có gì khác");

    assertWrong(
        send(admin, "RULES", "", head + rule.formatted(id, 2, "2026-01-01")),
        "Dòng 4, cột from: quy tắc " + id + ": không sửa được quá khứ");
    assertThat(
            confirm(admin, send(admin, "RULES", "", head + rule.formatted(id, 2, tomorrow))).body())
        .contains("Đã nhập");
    assertThat(catalogue.now().rules().stream().filter(r -> r.id().equals(id))).hasSize(2);
    assertWrong(
        send(admin, "RULES", "", head + rule.formatted(id, 3, tomorrow).replace("ca_xa", "ca_la")),
        "Dòng 4, cột lead");
  }

  @Test
  void a_rule_is_found_by_its_line_behind_thousands_of_empty_lines() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String rules =
        "agencies:\n  ca_xa: {function: POLICE, level: COMMUNE}\nrules:\n"
            + "\n".repeat(1 << 16)
            + "- {id: 'crime.commune-police', procedure: CRIME_REPORT, lead: [ca_xa], priority: 3,"
            + " reason: Công an xã chủ trì., basis: Kế hoạch thử, from: 2025-07-02}\n";

    assertWrong(
        send(admin, "RULES", "", rules),
        "Dòng %d, cột from: quy tắc crime.commune-police".formatted(4 + (1 << 16)));
  }

  @Test
  void who_keeps_a_part_imports_only_that() {
    Surfer admin = as(COMMUNE, Role.ADMIN);
    String file = "key,unit,name,phone\nca_xa,%s,Công an,113\n";

    assertThat(admin.get(IMPORTS).body())
        .contains("value=\"AGENCIES\"")
        .doesNotContain("value=\"UNITS\"");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", file.formatted("15499")),
        "Dòng 2, cột unit: không thuộc phần bạn quản lý");
    assertWrong(send(admin, "UNITS", "2025-07-01", "x"), "quản trị trung ương");
    HttpResponse<String> tried = send(admin, "AGENCIES", "2025-07-01", file.formatted("06286"));
    assertThat(tried.statusCode()).isEqualTo(200);
    Surfer other = as(COMMUNE, Role.ADMIN);
    assertThat(confirm(other, tried).body()).contains("không còn nữa");
    assertThat(
            admin.post(IMPORTS + "/withdraw", "id", Surfer.hidden(tried.body(), "id")).statusCode())
        .isEqualTo(200);
    assertThat(confirm(admin, tried).body()).contains("không còn nữa");
    assertThat(as(COMMUNE, Role.AGENCY_LEAD).get(IMPORTS).statusCode()).isEqualTo(403);
  }

  @Test
  void a_province_takes_over_neither_central_agencies_nor_foreign_territory() {
    LocalDate today = LegalTime.day(clock.instant());
    Agency central = catalogue.now().agency(ministry()).orElseThrow();
    String code = central.id().substring("bo_ca@".length(), central.id().indexOf('/'));
    String own =
        catalogue.now().agencies().stream()
            .filter(a -> a.key().equals("ca_tinh") && a.unitId() == central.unitId())
            .filter(a -> a.standsOn(today))
            .map(Agency::id)
            .findFirst()
            .orElseThrow();
    String abroad =
        catalogue.now().agencies().stream()
            .filter(a -> a.key().equals("ca_tinh") && a.id().startsWith("ca_tinh@20/"))
            .map(Agency::id)
            .findFirst()
            .orElseThrow();
    Surfer admin = as(own, Role.ADMIN);
    String head = "key,unit,name,function,level,territory,parent\n";
    String fresh = "thu_" + UUID.randomUUID().toString().substring(0, 8);
    String line = head + fresh + "," + code + ",Đội thử,POLICE,PROVINCE,%s,%s\n";
    String day = today.toString();
    String notYours = ": không thuộc phần bạn quản lý";

    assertWrong(
        send(admin, "AGENCIES", day, head + "bo_ca," + code + ",Bộ của tôi,,PROVINCE,,\n"),
        "Dòng 2, cột unit" + notYours);
    assertWrong(
        send(admin, "AGENCIES", day, line.replace("PROVINCE", "CENTRAL").formatted("", "")),
        "Dòng 2, cột unit" + notYours);
    assertWrong(
        send(admin, "AGENCIES", day, line.formatted(code + " 20", "")),
        "Dòng 2, cột territory" + notYours);
    assertWrong(
        send(admin, "AGENCIES", day, line.formatted("*", "")), "Dòng 2, cột territory" + notYours);
    assertWrong(
        send(admin, "AGENCIES", day, line.formatted("", abroad)), "Dòng 2, cột parent" + notYours);
    HttpResponse<String> within = send(admin, "AGENCIES", day, line.formatted("", own));
    assertThat(within.statusCode()).as(within.body()).isEqualTo(200);
    assertThat(send(admin, "AGENCIES", day, line.formatted("", central.id())).statusCode())
        .isEqualTo(200);
    assertThat(catalogue.refresh().agency(central.id())).contains(central);
  }

  @Test
  void when_the_catalogue_moved_on_the_file_is_tried_anew() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String file = "key,unit,name,phone\nca_xa,06286,Công an xã Khánh Khê,%s\n";
    HttpResponse<String> first = send(admin, "AGENCIES", "2025-07-01", file.formatted("0205777"));
    HttpResponse<String> second = send(admin, "AGENCIES", "2025-07-01", file.formatted("0205888"));
    assertThat(confirm(admin, second).statusCode()).isEqualTo(200);

    HttpResponse<String> again = confirm(admin, first);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("Tệp này sẽ thay đổi");
    assertThat(catalogue.now().agency(COMMUNE).orElseThrow().phone()).isEqualTo("0205888");
    assertThat(confirm(admin, again).statusCode()).isEqualTo(200);
    assertThat(catalogue.now().agency(COMMUNE).orElseThrow().phone()).isEqualTo("0205777");
  }

  @Test
  void a_file_that_breaks_off_or_is_endless_is_refused() {
    Surfer admin = as(ministry(), Role.ADMIN);
    String origin = admin.request("/").build().uri().toString();
    HttpResponse<String> broken =
        admin.send(
            admin
                .request(IMPORTS)
                .header("Content-Type", "multipart/form-data; boundary=ranh")
                .header("Origin", origin.substring(0, origin.length() - 1))
                .POST(HttpRequest.BodyPublishers.ofString("--ranh\r\nContent-Disp")));
    assertWrong(broken, "không đến trọn vẹn");
    assertWrong(
        send(admin, "AGENCIES", "2025-07-01", "x.csv", new byte[(32 << 20) + 1]), "lớn hơn 32 MB");
  }

  private static void assertWrong(HttpResponse<String> answer, String sentence) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("Không nhập gì.").contains(sentence);
  }
}
