package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.calendar.LegalCalendar;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.clocks.ClockAlerts;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Days off as central administrators change them, and the pages of clocks as people see them. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-12-24T08:00:00+07:00")
class CalendarPagesTest extends BrowserTest {
  private static final String CALENDAR = "/admin/catalogue/calendar";
  private static final String REMOTE = "/admin/catalogue/remote";
  private static final String HERE = "ca_xa@06286/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject Catalogue catalogue;
  @Inject LegalCalendar calendar;
  @Inject ClockAlerts alerts;
  @Inject TipIntake intake;
  @Inject SettableClock time;
  @Inject TestSql sql;

  @Test
  void a_day_is_said_otherwise_and_taken_back() {
    Surfer central = as(ministry(), Role.ADMIN);
    LocalDate day = LocalDate.of(2027, 12, 31);
    assertThat(calendar.worked(day)).isTrue();

    String[] said = {"day", "2027-12-31", "worked", "no", "name", "Nghỉ <b>thử</b>"};
    assertThat(central.post(CALENDAR, said).statusCode()).as("no source").isEqualTo(422);
    assertThat(calendar.worked(day)).isTrue();
    assertThat(central.post(CALENDAR, with(said, "source", "Công văn 1")).statusCode())
        .isEqualTo(303);
    assertThat(calendar.worked(day)).isFalse();
    assertThat(central.get(CALENDAR + "?year=2027").body())
        .contains("Nghỉ &lt;b", "Chưa xác nhận", "sửa tại đây")
        .doesNotContain("<b>thử");

    HttpResponse<String> done =
        central.post(CALENDAR + "/year", "year", "2027", "source", "TB 1", "confirmed", "yes");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(calendar.confirmed(LocalDate.of(2027, 12, 30))).isTrue();
    assertThat(calendar.confirmed(day)).as("the day itself is not").isFalse();

    assertThat(central.post(CALENDAR + "/unsaid", "day", "2027-12-31").statusCode()).isEqualTo(303);
    assertThat(calendar.worked(day)).isTrue();
    assertThat(
            sql.text(
                "SELECT string_agg(action, ',' ORDER BY at, id) FROM tinbao.audit"
                    + " WHERE subject_kind = 'CALENDAR'"))
        .isEqualTo("CALENDAR_DAY_SAID,CALENDAR_YEAR_CONFIRMED,CALENDAR_DAY_UNSAID");
    sql.run("DELETE FROM tinbao.calendar_year");
  }

  @Test
  void a_remote_commune_has_the_longer_limits_from_its_day_on_and_the_centre_says_so() {
    UUID before = lured();
    assertThat(hours(before, "commune_transfer_urgent")).isEqualTo("24");
    Surfer central = as(ministry(), Role.ADMIN);
    assertThat(central.get(REMOTE).body()).contains("Chưa có xã nào");
    String[] said = {"unit", "06286", "from", "2026-12-24", "source", "QĐ 861/QĐ-TTg"};
    for (Surfer other : List.of(as(HERE, Role.ADMIN), as(province(), Role.ADMIN))) {
      HttpResponse<String> no = other.post(REMOTE, seen(said));
      assertThat(no.statusCode()).isEqualTo(422);
      assertThat(no.body()).contains("Chỉ quản trị viên cấp trung ương");
    }
    for (String[] bad :
        List.of(
            but(said, "unit", "99999"),
            but(said, "unit", "20"),
            but(said, "from", "2018-02-28"),
            but(said, "from", "2024-01-01"),
            but(said, "from", "hôm nay"),
            but(said, "source", " "),
            but(said, "source", "x".repeat(501)),
            but(said, "version", "0"))) {
      assertThat(central.post(REMOTE, seen(bad)).statusCode())
          .as(Arrays.toString(bad))
          .isEqualTo(422);
    }

    assertThat(central.post(REMOTE, seen(said)).statusCode()).isEqualTo(303);
    assertThat(central.post(REMOTE, seen(said)).body()).contains("đã có trong danh sách");
    assertThat(central.get(REMOTE).body()).contains("Xã Khánh Khê", "QĐ 861/QĐ-TTg");
    assertThat(central.get(REMOTE + "?at=2026-12-23").body()).contains("Chưa có xã nào");
    assertThat(central.get("/admin/catalogue/units/06286/2025-07-01").body())
        .contains("chuyển tin 48 giờ");
    UUID after = lured();
    assertThat(hours(after, "commune_transfer_urgent")).isEqualTo("48");
    assertThat(hours(after, "commune_propose_investigator")).isEqualTo("24");
    assertThat(hours(before, "commune_transfer_urgent")).isEqualTo("24");

    String[] end = {"unit", "06286/2025-07-01", "from", "2026-12-24", "end", "2026-12-24"};
    assertThat(central.post(REMOTE + "/end", seen(but(end, "end", "x"))).statusCode())
        .isEqualTo(422);
    assertThat(central.post(REMOTE + "/end", seen(end)).statusCode()).isEqualTo(303);
    assertThat(central.post(REMOTE + "/end", seen(end)).statusCode()).isEqualTo(422);
    assertThat(hours(lured(), "commune_transfer_urgent")).isEqualTo("24");
    assertThat(hours(after, "commune_transfer_urgent")).isEqualTo("48");
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_kind = 'REMOTE' ORDER BY at, id"))
        .containsExactly("REMOTE_UNIT_SAID", "REMOTE_UNIT_ENDED");
    assertThat(central.get("/admin/catalogue").body()).contains("sửa xã vùng xa");
  }

  private UUID lured() {
    return Tips.submit(
            intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc")
        .id();
  }

  private String hours(UUID tip, String clock) {
    return sql.text(
        "SELECT (extract(epoch FROM due_at - started_at) / 3600)::int FROM tinbao.tip_clock"
            + " WHERE tip_id = '%s' AND clock = '%s'".formatted(tip, clock));
  }

  /** On the ground of the catalogue as it is now. */
  private String[] seen(String... fields) {
    return Arrays.asList(fields).contains("version")
        ? fields
        : with(fields, "version", Long.toString(catalogue.refresh().version()));
  }

  /** The same with another value, or one more field. */
  private static String[] but(String[] fields, String name, String value) {
    String[] other = fields.clone();
    for (int i = 0; i < other.length; i += 2) {
      if (other[i].equals(name)) {
        other[i + 1] = value;
        return other;
      }
    }
    return with(fields, name, value);
  }

  @Test
  void nobody_but_the_centre_changes_the_country() {
    for (Surfer other : List.of(as(HERE, Role.ADMIN), as(province(), Role.ADMIN))) {
      HttpResponse<String> no =
          other.post(
              CALENDAR, "day", "2026-12-28", "worked", "no", "name", "Nghỉ", "source", "Tôi");
      assertThat(no.statusCode()).isEqualTo(422);
      assertThat(no.body()).contains("Chỉ quản trị viên cấp trung ương");
      assertThat(
              other
                  .post(CALENDAR + "/year", "year", "2026", "source", "x", "confirmed", "no")
                  .statusCode())
          .isEqualTo(422);
      assertThat(other.post(CALENDAR + "/unsaid", "day", "2026-12-28").statusCode()).isEqualTo(422);
    }
    assertThat(calendar.worked(LocalDate.of(2026, 12, 28))).isTrue();
    Surfer central = as(ministry(), Role.ADMIN);
    for (String bad :
        List.of("", "2026-02-30", "1999-12-31", "2100-01-01", "mai", "9".repeat(5000))) {
      assertThat(
              central
                  .post(CALENDAR, "day", bad, "worked", "no", "name", "Nghỉ", "source", "x")
                  .statusCode())
          .as(bad)
          .isEqualTo(422);
    }
    for (String bad : List.of("", "-1", "1999", "2100", "mai", "99999999999")) {
      assertThat(central.get(CALENDAR + "?year=" + bad).body()).contains("Lịch làm việc 2026");
    }
  }

  @Test
  void the_pages_are_looked_at() {
    UUID tip =
        Tips.submit(
                intake,
                "Ở xã Bình Trung có cháu gái 14 tuổi đang bị nhốt, đêm nay bị đưa sang Trung Quốc")
            .id();
    time.advance(Duration.ofHours(11));
    assertThat(alerts.look()).isPositive();
    String above = catalogue.now().agency(HERE).orElseThrow().parentId();
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(open(screen), ministry(), Role.ADMIN);
      page.navigate(server.getURI() + CALENDAR + "?year=2027");
      look(page, "calendar");
      sql.run("DELETE FROM tinbao.remote_unit");
      sql.run(
          "INSERT INTO tinbao.remote_unit (unit_id, valid_from, source, changed_at) SELECT id,"
              + " '2025-07-01', 'QĐ 861/QĐ-TTg ngày 04/6/2021', now() FROM tinbao.unit"
              + " WHERE code IN ('23538', '06286') AND valid_to IS NULL ON CONFLICT DO NOTHING");
      catalogue.refresh();
      page.navigate(server.getURI() + REMOTE);
      assertThat(page.textContent("main")).contains("2 xã", "Xã Ia Tơi");
      look(page, "remote");
      page.navigate(server.getURI() + "/clocks");
      assertThat(page.textContent("main")).contains("TTLT 01/2017 Đ8.5a", "chưa xác minh");
      look(page, "clocks");
      page = signedIn(open(screen), HERE, Role.DUTY_OFFICER);
      page.navigate(server.getURI() + "/desk/tips/" + tip);
      assertThat(page.textContent("#clocks")).contains("Can thiệp khẩn cấp cho trẻ em");
      assertThat(page.textContent("#timeline")).contains("Quá hạn, đã báo cấp trên");
      look(page, "tip-clocks");
      page = signedIn(open(screen), above, Role.AGENCY_LEAD);
      page.navigate(server.getURI() + "/desk/escalations");
      assertThat(page.textContent("main")).contains("Báo ngay cơ quan điều tra");
      look(page, "escalations");
    }
    time.set(Instant.parse("2026-12-24T01:00:00Z"));
  }

  private static void look(Page page, String name) {
    assertFits(page);
    picture(page, name, true);
    assertAccessible(page);
  }

  private static String[] with(String[] fields, String name, String value) {
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return more;
  }

  private String ministry() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("bo_ca"))
        .map(Agency::id)
        .findFirst()
        .orElseThrow();
  }

  private String province() {
    return catalogue.now().agencies().stream()
        .filter(a -> a.key().equals("ca_tinh") && a.id().contains("@20/"))
        .map(Agency::id)
        .findFirst()
        .orElseThrow();
  }

  private String session(String agency, Role role) {
    String username = "nguoi." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(List.of(new DemoStaff.AgencySeat(username, "Quản trị", agency, Set.of(role))))
            .get(0)
            .id();
    return sessions.web(id);
  }

  private Surfer as(String agency, Role role) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", session(agency, role));
    return surfer;
  }

  private Page signedIn(Page page, String agency, Role role) {
    signIn(page, server.getURI(), session(agency, role));
    return page;
  }
}
