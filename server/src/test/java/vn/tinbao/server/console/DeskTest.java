package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.Outlines;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class DeskTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String ELSEWHERE = "ca_xa@15499/2025-07-01";
  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc nhẹ lương cao";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;

  private String suffix;
  private List<DemoStaff.DemoSignIn> people;

  @BeforeEach
  void people_work_here_and_elsewhere() {
    suffix = UUID.randomUUID().toString().substring(0, 8);
    people =
        demo.install(
            List.of(
                seat("truc", HERE, Role.DUTY_OFFICER),
                seat("canbo", HERE, Role.FIELD_OFFICER),
                seat("nguoikhac", ELSEWHERE, Role.DUTY_OFFICER),
                seat("canbokhac", ELSEWHERE, Role.FIELD_OFFICER),
                seat("quantri", ELSEWHERE, Role.ADMIN)));
  }

  @Test
  void the_queue_shows_an_agencys_own_tips_and_no_words_of_them() {
    TipReceipt tip = Tips.submit(intake, STORY);

    String here = signedIn("truc").get("/desk").body();
    String elsewhere = signedIn("nguoikhac").get("/desk").body();

    assertThat(here)
        .contains("/desk/tips/" + tip.id(), "Xã Khánh Khê, Tỉnh Lạng Sơn")
        .doesNotContain("việc nhẹ lương cao");
    assertThat(elsewhere).doesNotContain(tip.id().toString());
  }

  @Test
  void opening_a_tip_shows_its_words_and_leaves_an_audit_row() {
    TipReceipt tip = Tips.submit(intake, STORY);
    HttpResponse<String> page = signedIn("truc").get("/desk/tips/" + tip.id());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("<mark class=\"place\"", "<mark class=\"sign\"", "Vì sao tin đến đây")
        .contains("Công an xã Khánh Khê");
    assertThat(
            sql.rows(
                "SELECT staff_id::text FROM tinbao.audit WHERE action = 'TIP_OPENED'"
                    + " AND subject_id = '%s'".formatted(tip.id())))
        .containsExactly(people.get(0).id().toString());
  }

  @Test
  void where_the_reporter_said_to_be_stays_on_the_page_whatever_they_write_later() {
    Outlines.khanhKhe(sql);
    TipReceipt tip =
        Tips.submitAt(
            intake, STORY, new TipSubmission.GivenPlace("sau chợ, nhà xanh", null, 21.85, 106.75));
    followUp
        .write(tip.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "xe đến lúc 5 giờ")
        .orElseThrow();

    assertThat(signedIn("truc").get("/desk/tips/" + tip.id()).body())
        .contains("sau chợ, nhà xanh", "id=\"given-position\"", "21.850000, 106.750000")
        .containsPattern("21\\.850000, 106\\.750000 <span class=\"small\">Xã Khánh Khê");
  }

  @Test
  void another_agency_is_told_that_there_is_no_such_tip() {
    TipReceipt tip = Tips.submit(intake, STORY);
    Surfer stranger = signedIn("nguoikhac");
    HttpResponse<String> foreign = stranger.get("/desk/tips/" + tip.id());
    HttpResponse<String> unknown = stranger.get("/desk/tips/" + UUID.randomUUID());

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).doesNotContain("việc nhẹ");
    assertThat(
            stranger
                .post(
                    "/desk/tips/" + tip.id() + "/replies",
                    "messageId",
                    UUID.randomUUID().toString(),
                    "text",
                    "x")
                .statusCode())
        .isEqualTo(403);
    Surfer admin = signedIn("quantri");
    assertThat(admin.get("/desk/tips/" + tip.id()).statusCode()).isEqualTo(403);
    assertThat(admin.get("/desk").statusCode()).isEqualTo(403);
  }

  @Test
  void who_has_no_business_at_the_desk_is_kept_out() {
    assertThat(signedIn("canbo").get("/desk").statusCode()).isEqualTo(403);
    assertThat(new Surfer(server).get("/desk").headers().firstValue("Location"))
        .contains("/login?next=%2Fdesk");
  }

  @Test
  void a_reply_is_said_once_however_often_it_is_sent() {
    TipReceipt tip = Tips.submit(intake, STORY);
    Surfer desk = signedIn("truc");
    String page = desk.get("/desk/tips/" + tip.id()).body();
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> answer =
          desk.post(
              "/desk/tips/" + tip.id() + "/replies",
              "messageId",
              Surfer.hidden(page, "messageId"),
              "text",
              "Cháu bé đi lúc mấy giờ?");
      assertThat(answer.statusCode()).isEqualTo(303);
    }

    assertThat(followUp.view(tip.code().grouped()).orElseThrow().messages())
        .extracting(line -> line.text())
        .filteredOn(text -> text.equals("Cháu bé đi lúc mấy giờ?"))
        .hasSize(1);
    assertThat(
            desk.post("/desk/tips/" + tip.id() + "/replies", "messageId", "x", "text", " ")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void only_officers_of_the_own_agency_can_be_sent_out() {
    TipReceipt tip = Tips.submit(intake, STORY);
    Surfer desk = signedIn("truc");
    String page = desk.get("/desk/tips/" + tip.id()).body();
    String where = "/desk/tips/" + tip.id() + "/assignments";
    String assignment = Surfer.hidden(page, "assignmentId");

    assertThat(page).contains(people.get(1).id().toString());
    assertThat(page).doesNotContain(people.get(3).id().toString());
    assertThat(
            desk.post(
                    where,
                    "assignmentId",
                    assignment,
                    "officer",
                    people.get(3).id().toString(),
                    "minutes",
                    "15")
                .statusCode())
        .isEqualTo(403);
    assertThat(desk.post(where, "assignmentId", assignment, "officer", "").statusCode())
        .isEqualTo(422);
    for (int i = 0; i < 2; i++) {
      assertThat(
              desk.post(
                      where,
                      "assignmentId",
                      assignment,
                      "officer",
                      people.get(1).id().toString(),
                      "instruction",
                      "Đến ngay ngã ba",
                      "minutes",
                      "15")
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(
            sql.rows("SELECT state FROM tinbao.assignment WHERE tip_id = '%s'".formatted(tip.id())))
        .containsExactly("OFFERED");
    assertThat(desk.get("/desk/tips/" + tip.id()).body())
        .contains("Chờ nhận việc", "Đến ngay ngã ba");
  }

  @Test
  void the_queue_goes_on_page_by_page_without_gaps_or_repeats() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      sent.add(Tips.submit(intake, "o xa Khánh Khê Lạng Sơn nghi co nguoi bi lua").id().toString());
    }
    Surfer desk = signedIn("truc");
    List<String> seen = new ArrayList<>();
    String next = "/desk";
    int pages = 0;
    while (next != null && pages++ < 12) {
      String page = desk.get(next).body();
      seen.addAll(all(page, "href=\"/desk/tips/([0-9a-f-]{36})\""));
      List<String> more = all(page, "class=\"button\" href=\"([^\"]+)\"");
      next = more.isEmpty() ? null : more.get(more.size() - 1).replace("&amp;", "&");
    }

    assertThat(pages).isGreaterThan(2);
    assertThat(seen).doesNotHaveDuplicates().containsAll(sent);
  }

  @Test
  void a_spoilt_place_in_the_queue_is_its_beginning() {
    Surfer desk = signedIn("truc");
    for (String after : List.of("x_y", "%2B1000000000-12-31T23:59:59Z_" + UUID.randomUUID())) {
      assertThat(desk.get("/desk?list=urgent&after=" + after).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void htmx_gets_the_lists_only() {
    Surfer desk = signedIn("truc");
    String piece = desk.send(desk.request("/desk").header("HX-Request", "true").GET()).body();

    assertThat(piece).doesNotContain("<html", "<header");
  }

  private DemoStaff.AgencySeat seat(String name, String agency, Role role) {
    return new DemoStaff.AgencySeat(name + "." + suffix, "Họ tên " + name, agency, Set.of(role));
  }

  private Surfer signedIn(String name) {
    Surfer surfer = new Surfer(server);
    assertThat(
            surfer
                .post(
                    "/login",
                    "username",
                    name + "." + suffix,
                    "password",
                    DemoStaff.PASSWORD,
                    "code",
                    demo.codeNow())
                .statusCode())
        .isEqualTo(303);
    return surfer;
  }

  private static List<String> all(String page, String pattern) {
    return Pattern.compile(pattern)
        .matcher(page)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }
}
