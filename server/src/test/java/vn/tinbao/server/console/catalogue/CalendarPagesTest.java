package vn.tinbao.server.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
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
    page.context()
        .addCookies(
            List.of(
                new Cookie("tinbao_session", session(agency, role))
                    .setUrl(server.getURI().toString())));
    return page;
  }
}
