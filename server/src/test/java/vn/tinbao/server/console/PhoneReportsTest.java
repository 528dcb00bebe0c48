package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.RegisterField;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.tip.FirstCodes;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.ReceiptCode;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
class PhoneReportsTest {
  private static final String STORY = "Ở xã Khánh Khê, Lạng Sơn có người lạ rủ cháu gái đi xa";
  private static final String PHONE = "0912 345 678";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject FirstCodes firstCodes;
  @Inject FollowUp followUp;
  @Inject TipDesk desk;
  @Inject Register register;
  @Inject Catalogue catalogue;
  @Inject SettableClock clock;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;

  @Test
  void the_officer_reads_out_a_code_and_the_caller_gets_one_that_only_the_caller_knows() {
    HttpResponse<String> typed = type("story", STORY, "phone", PHONE, "name", "Chị Hoa");
    assertThat(typed.statusCode()).isEqualTo(201);
    String code = code(typed.body());
    assertThat(code).matches("[0-9]{5} [0-9]{5} [0-9]{5}");

    Surfer caller = new Surfer(server);
    HttpResponse<String> ask = caller.post("/follow", "code", code);
    assertThat(ask.statusCode()).isEqualTo(200);
    assertThat(ask.body()).contains("Nhận mã riêng").doesNotContain("người lạ rủ");
    String claim = Surfer.hidden(ask.body(), "claim");
    HttpResponse<String> done = caller.post("/follow/first-code", "code", code, "claim", claim);

    String own = code(done.body());
    assertThat(ReceiptCode.parse(own)).isPresent();
    assertThat(followUp.view(own).orElseThrow().messages().get(0).text()).isEqualTo(STORY);
    // The page sent twice (a lost answer, a reload) gets the same; everybody else nothing.
    assertThat(code(caller.post("/follow/first-code", "code", code, "claim", claim).body()))
        .isEqualTo(own);
    HttpResponse<String> again = new Surfer(server).post("/follow", "code", code);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(
            caller
                .post("/follow/first-code", "code", code, "claim", "BBBBBBBBBBBBBBBBBBBBBB")
                .statusCode())
        .isEqualTo(404);
    assertThat(typed.body()).doesNotContain(own);
  }

  @Test
  void the_tip_is_the_desks_and_nothing_of_the_caller_is_readable() {
    HttpResponse<String> typed = type("story", STORY, "phone", PHONE, "name", "Chị Hoa");
    UUID tip = UUID.fromString(first(typed.body(), "href=\"/desk/tips/([0-9a-f-]{36})\""));
    StaffMember officer = officer();
    TipDesk.View view = desk.open(officer, tip).orElseThrow();

    assertThat(view.channel().name()).isEqualTo("DESK");
    assertThat(view.canBeTexted()).isTrue();
    assertThat(view.identityGiven()).isTrue();
    HttpResponse<String> page = get(officer, "/desk/tips/" + tip);
    assertThat(page.body()).doesNotContain("Chị Hoa", "912345678", "912 345 678");
    assertThat(sql.rows("SELECT action FROM tinbao.audit WHERE subject_id = '" + tip + "'"))
        .contains("TIP_TYPED");
    assertThat(
            sql.rows(
                "SELECT to_jsonb(f)::text || to_jsonb(c)::text FROM tinbao.tip_first_code f"
                    + " JOIN tinbao.tip_contact c USING (tip_id) WHERE tip_id = '"
                    + tip
                    + "'"))
        .singleElement()
        .asString()
        .doesNotContain("912345678", code(typed.body()).replace(" ", ""));
  }

  @Test
  void how_the_caller_can_be_reached_safely_stands_at_the_desk() {
    HttpResponse<String> half = type("story", STORY, "phone", PHONE, "textFrom", "19:00");
    assertThat(half.statusCode()).isEqualTo(422);
    assertThat(half.body()).contains("id=\"safeHours-error\"", "value=\"19:00\"");
    HttpResponse<String> typed =
        type(
            "story",
            STORY,
            "phone",
            PHONE,
            "neverCall",
            "yes",
            "textFrom",
            "19:00",
            "textUntil",
            "21:30",
            "neutral",
            "yes");
    UUID tip = UUID.fromString(first(typed.body(), "href=\"/desk/tips/([0-9a-f-]{36})\""));
    HttpResponse<String> page = get(officer(), "/desk/tips/" + tip);
    assertThat(page.body())
        .contains("Không gọi điện", "Chỉ nhắn tin từ 19:00 đến 21:30", "chỉ báo có tin mới");
    UUID other =
        UUID.fromString(first(type("story", STORY).body(), "href=\"/desk/tips/([0-9a-f-]{36})\""));
    assertThat(get(officer(), "/desk/tips/" + other).body())
        .contains("chưa yêu cầu gì về cách liên lạc", "/desk/tips/" + other + "/safe-contact");
  }

  @Test
  void what_a_reporter_asks_for_later_is_written_down_changed_and_taken_back() {
    String tip =
        "/desk/tips/" + first(type("story", STORY).body(), "href=\"/desk/tips/([0-9a-f-]{36})\"");
    String form = tip + "/safe-contact";
    HttpResponse<String> half = post(officer(), form, "textUntil", "21:00", "neutral", "yes");
    assertThat(half.statusCode()).isEqualTo(422);
    assertThat(half.body()).contains("id=\"safeHours-error\"", "value=\"21:00\"");
    assertThat(
            post(officer(), form, "textFrom", "19:00", "textUntil", "21:00", "neutral", "yes")
                .statusCode())
        .isEqualTo(303);
    assertThat(get(officer(), tip).body())
        .contains("từ 19:00 đến 21:00", "chỉ báo có tin mới", "Ghi cách liên lạc an toàn")
        .doesNotContain("Không gọi điện");
    assertThat(get(officer(), form).body()).contains("value=\"19:00\"", "value=\"21:00\"");
    assertThat(post(officer(), form, "neverCall", "yes").statusCode()).isEqualTo(303);
    assertThat(get(officer(), tip).body())
        .contains("Không gọi điện")
        .doesNotContain("từ 19:00 đến 21:00");
    assertThat(post(officer(), form, "textFrom", "", "textUntil", "").statusCode()).isEqualTo(303);
    assertThat(get(officer(), tip).body()).contains("chưa yêu cầu gì về cách liên lạc");
  }

  @Test
  void the_form_sent_twice_is_one_tip_and_one_code_until_the_code_is_used() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String code = code(type("id", id, "story", STORY).body());
    assertThat(code(type("id", id, "story", STORY).body())).isEqualTo(code);
    assertThat(sql.rows("SELECT count(*)::text FROM tinbao.tip WHERE id = '" + id + "'"))
        .containsExactly("1");

    firstCodes.exchange(code, new byte[FirstCodes.CLAIM_BYTES]).orElseThrow();
    assertThat(type("id", id, "story", STORY).body())
        .contains("Người gọi đã dùng mã")
        .doesNotContain("id=\"code\"");
  }

  @Test
  void a_crime_typed_where_it_may_not_be_resolved_goes_to_the_police_at_once() {
    StaffMember union =
        world.person("truchoiphunu", "hlhpn_xa@06286/2025-07-01", Role.DUTY_OFFICER);
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String story =
        "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc nhẹ lương cao";
    assertThat(type(union, "id", id, "story", story).statusCode()).isEqualTo(201);
    assertThat(decision(id, "leadAgencyId")).isEqualTo("ca_xa@06286/2025-07-01");
    assertThat(decision(id, "profile")).isEqualTo("TRAFFICKING_SUSPECTED");
    assertThat(decision(id, "rulesVersion")).matches("[0-9a-f]{12}");
    assertThat(decision(id, "hotlines")).contains("\"111\"");
    assertThat(decision(id, "derived")).isNotEqualTo("true");
    assertThat(decision(id, "reasons"))
        .contains("Hội Liên hiệp Phụ nữ xã Khánh Khê nhận tin và chuyển ngay cho Công an xã");
    assertThat(sql.rows("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + id + "'"))
        .containsExactly("ca_xa@06286/2025-07-01");
  }

  private String decision(String tip, String field) {
    return sql.rows(
            "SELECT decision ->> '"
                + field
                + "' FROM tinbao.tip_reading WHERE tip_id = '"
                + tip
                + "'")
        .get(0);
  }

  @Test
  void who_knows_the_id_of_a_typed_tip_gets_neither_its_code_nor_a_word_of_it() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String code = code(type("id", id, "story", STORY).body());
    StaffMember other = world.person("truckhac", AccessWorld.HERE, Role.DUTY_OFFICER);

    HttpResponse<String> stolen = type(other, "id", id, "story", "x");
    assertThat(stolen.statusCode()).isEqualTo(409);
    assertThat(stolen.body())
        .doesNotContain("id=\"code\"", code, code.replace(" ", ""), id, "/desk/tips/" + id);
    assertThat(again(id)).isZero();

    // Who typed it gets it again, and that is on record, until its time is up.
    assertThat(code(type("id", id, "story", STORY).body())).isEqualTo(code);
    assertThat(again(id)).isOne();
    firstCodes.exchange(code, new byte[FirstCodes.CLAIM_BYTES]).orElseThrow();
    assertThat(type(other, "id", id, "story", "x").statusCode()).isEqualTo(409);
  }

  @Test
  void a_code_that_ran_out_is_not_given_again() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String code = code(type("id", id, "story", STORY).body());
    clock.advance(Duration.ofDays(14));
    HttpResponse<String> late = type("id", id, "story", STORY);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).doesNotContain("id=\"code\"", code);
  }

  @Test
  void who_knows_the_id_cannot_make_the_receipt_code_from_it() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    type("id", id, "story", STORY);
    HttpResponse<String> guess =
        new Surfer(server)
            .api(
                "POST",
                "/api/v1/tips",
                "{\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"narrative\":\"x\"}"
                    .formatted(id),
                null);
    assertThat(guess.statusCode()).isEqualTo(409);
    assertThat(guess.body()).doesNotContain("receiptCode");
  }

  @Test
  void a_code_runs_out_after_fourteen_days() {
    String code = code(type("story", STORY).body());
    clock.advance(Duration.ofDays(14).minusMinutes(1));
    assertThat(firstCodes.usable(code)).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(firstCodes.usable(code)).isFalse();
    assertThat(firstCodes.exchange(code, new byte[FirstCodes.CLAIM_BYTES])).isEmpty();
  }

  @Test
  void of_many_who_use_a_code_at_once_one_gets_the_receipt() throws Exception {
    String code = code(type("story", STORY).body());
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Optional<ReceiptCode>>> all = new ArrayList<>();
      for (byte i = 0; i < 8; i++) {
        byte[] claim = new byte[FirstCodes.CLAIM_BYTES];
        claim[0] = i;
        all.add(() -> firstCodes.exchange(code, claim));
      }
      int won = 0;
      for (Future<Optional<ReceiptCode>> one : many.invokeAll(all)) {
        won += one.get().isPresent() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      many.shutdownNow();
    }
  }

  @Test
  void the_app_exchanges_it_too() {
    String code = code(type("story", STORY).body());
    HttpResponse<String> answer =
        new Surfer(server)
            .api(
                "POST",
                "/api/v1/follow/first-code",
                "{\"firstCode\":\"%s\",\"claim\":\"AAAAAAAAAAAAAAAAAAAAAA\"}".formatted(code),
                null);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(followUp.view(first(answer.body(), "\"receiptCode\":\"([0-9 ]+)\""))).isPresent();
    assertThat(
            new Surfer(server)
                .api("POST", "/api/v1/follow/first-code", "{\"firstCode\":\"1\"}", null)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void looking_for_like_reports_tells_nothing_of_a_typed_number() {
    UUID tip = UuidCreator.getTimeOrderedEpoch();
    String story = STORY + " " + tip;
    type("id", tip.toString(), "story", story, "phone", "0987 654 321");
    await()
        .until(
            () ->
                !sql.rows(
                        "SELECT tip_id::text FROM tinbao.tip_likeness WHERE tip_id = '" + tip + "'")
                    .isEmpty());
    String without = alike(tip, "story", story);
    assertThat(alike(tip, "story", story, "phone", "0987 654 321"))
        .isEqualTo(without)
        .doesNotContain("Cùng số gửi");
  }

  /**
   * What the page says of one tip among those like it; reports of other tests come and go beside.
   */
  private String alike(UUID tip, String... fields) {
    HttpResponse<String> answer = post(officer(), "/desk/tips/new/similar", fields);
    assertThat(answer.statusCode()).isEqualTo(200);
    return first(answer.body(), "(?s)(/desk/tips/" + tip + "\".*?</li>)");
  }

  @Test
  void the_register_is_written_with_the_report_by_one_form() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String[] call = {
      "id",
      id,
      "story",
      STORY,
      "SUSPECTS",
      "bà Hường, chợ Đồng Đăng",
      "ADDRESS",
      "thôn Nà Lốc",
      "RECEIVED_BY",
      "Người tructyped"
    };
    HttpResponse<String> tooLong = type(and(call, "VICTIMS", "x".repeat(3_001), "refused", "yes"));
    assertThat(tooLong.statusCode()).isEqualTo(422);
    assertThat(tooLong.body())
        .contains("Dài quá.", "Hãy điền mục này.", "bà Hường, chợ Đồng Đăng", "thôn Nà Lốc", STORY);
    assertThat(sql.rows("SELECT id::text FROM tinbao.tip WHERE id = '" + id + "'")).isEmpty();

    for (int i = 0; i < 2; i++) {
      assertThat(type(call).statusCode()).isEqualTo(201);
    }
    UUID tip = UUID.fromString(id);
    assertThat(register.of(tip).orElseThrow().facts())
        .isEqualTo(
            Map.of(
                RegisterField.SUSPECTS,
                "bà Hường, chợ Đồng Đăng",
                RegisterField.RECEIVED_BY,
                "Người tructyped"));
    assertThat(versions(id)).isOne();
    assertThat(
            sql.rows(
                "SELECT tip_id::text FROM tinbao.tip_identity_noted WHERE tip_id = '" + id + "'"))
        .hasSize(1);
    // The answer was lost, and the officer went on typing meanwhile.
    clock.advance(Duration.ofSeconds(1));
    assertThat(type(and(call, "TOOLS", "xe máy 12H1")).statusCode()).isEqualTo(201);
    assertThat(versions(id)).isEqualTo(2);
    assertThat(register.of(tip).orElseThrow().facts())
        .containsEntry(RegisterField.TOOLS, "xe máy 12H1");
    assertThat(get(officer(), "/desk/tips/" + id).body())
        .doesNotContain("thôn Nà Lốc")
        .contains("Sổ tiếp nhận: ghi lúc");
  }

  @Test
  void who_takes_the_call_writes_the_register_whoever_leads() {
    StaffMember union =
        world.person("truchoiphunu", "hlhpn_xa@06286/2025-07-01", Role.DUTY_OFFICER);
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String story = STORY + " sang Trung Quốc làm việc nhẹ lương cao";
    type(union, "id", id, "story", story, "HOW_KNOWN", "cháu gọi về");
    assertThat(sql.rows("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + id + "'"))
        .containsExactly(AccessWorld.HERE);
    assertThat(register.of(UUID.fromString(id)).orElseThrow().agencyId())
        .isEqualTo("hlhpn_xa@06286/2025-07-01");
    assertThat(get(officer(), "/desk/tips/" + id + "/register").body()).contains("cháu gọi về");
    // Somebody else who knows the id writes nothing into it.
    assertThat(type("id", id, "story", "x", "HOW_KNOWN", "khác").statusCode()).isEqualTo(409);
    assertThat(versions(id)).isOne();
    String bare = UuidCreator.getTimeOrderedEpoch().toString();
    type("id", bare, "story", STORY);
    assertThat(versions(bare)).isZero();
  }

  @Test
  void an_old_form_of_a_call_writes_nothing_into_a_register_that_others_keep_by_now() {
    StaffMember union =
        world.person("truchoiphunu", "hlhpn_xa@06286/2025-07-01", Role.DUTY_OFFICER);
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    String story = STORY + " sang Trung Quốc làm việc nhẹ lương cao";
    type(union, "id", id, "story", story, "HOW_KNOWN", "cháu gọi về");
    clock.advance(Duration.ofMinutes(1));
    // Another agency leads, which this person may not read.
    HttpResponse<String> again = type(union, "id", id, "story", story, "HOW_KNOWN", "khác");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).contains("giữ như đang ghi");
    assertThat(versions(id)).isOne();

    String own = UuidCreator.getTimeOrderedEpoch().toString();
    type("id", own, "story", STORY, "TOOLS", "xe máy");
    clock.advance(Duration.ofMinutes(61));
    HttpResponse<String> late = type("id", own, "story", STORY, "TOOLS", "ô tô");
    assertThat(late.body()).contains("giữ như đang ghi");
    assertThat(versions(own)).isOne();

    String shared = UuidCreator.getTimeOrderedEpoch().toString();
    type("id", shared, "story", STORY, "TOOLS", "xe máy");
    clock.advance(Duration.ofMinutes(1));
    StaffMember colleague = world.person("truckhac", AccessWorld.HERE, Role.DUTY_OFFICER);
    register.write(
        colleague,
        UuidCreator.getTimeOrderedEpoch(),
        UUID.fromString(shared),
        false,
        Map.of(RegisterField.TOOLS, "xe máy 12H1"));
    clock.advance(Duration.ofMinutes(1));
    assertThat(type("id", shared, "story", STORY, "TOOLS", "ô tô").body())
        .contains("giữ như đang ghi");
    assertThat(register.of(UUID.fromString(shared)).orElseThrow().facts())
        .containsEntry(RegisterField.TOOLS, "xe máy 12H1");
  }

  @Test
  void what_was_corrected_and_corrected_back_counts_as_said_last() {
    String id = UuidCreator.getTimeOrderedEpoch().toString();
    for (String tools : List.of("xe máy", "ô tô", "xe máy", "xe máy")) {
      clock.advance(Duration.ofSeconds(1));
      HttpResponse<String> typed = type("id", id, "story", STORY, "TOOLS", tools);
      assertThat(typed.statusCode()).isEqualTo(201);
      assertThat(typed.body()).doesNotContain("giữ như đang ghi");
      assertThat(register.of(UUID.fromString(id)).orElseThrow().facts())
          .containsEntry(RegisterField.TOOLS, tools);
    }
    assertThat(versions(id)).isEqualTo(3);
  }

  private int versions(String tip) {
    return sql.rows("SELECT id::text FROM tinbao.tip_register WHERE tip_id = '" + tip + "'").size();
  }

  private static String[] and(String[] fields, String... more) {
    return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void what_is_wrong_is_said_and_what_was_typed_stays() {
    HttpResponse<String> wrong = type("story", " ", "place", "chợ Đồng Đăng", "phone", "12");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains("Hãy ghi lời người gọi", "Không đọc được số này", "chợ Đồng Đăng");
    assertThat(type("story", "x".repeat(20_001)).statusCode()).isEqualTo(422);
    assertThat(type("story", STORY, "id", "<b>").statusCode()).isEqualTo(201);
  }

  @Test
  void a_report_on_an_official_goes_past_the_commune_and_only_heads_open_it() {
    StaffMember head = world.person("lanhdaotinh", "ca_tinh@20/2021-11-01", Role.AGENCY_LEAD);
    StaffMember duty = world.person("tructinh", "ca_tinh@20/2021-11-01", Role.DUTY_OFFICER);
    UUID tip = UuidCreator.getTimeOrderedEpoch();
    HttpResponse<String> typed =
        type(
            "id", tip.toString(), "story", STORY, "official", "yes", "officialOf", "Công an xã nọ");
    assertThat(typed.body()).contains("Công an tỉnh Lạng Sơn", "cơ quan mình không mở được");
    assertThat(desk.open(officer(), tip)).isEmpty();
    assertThat(desk.open(duty, tip)).isEmpty();
    assertThat(desk.open(head, tip).orElseThrow().reasons().get(0)).contains("cán bộ");
    assertThat(get(head, "/desk/tips/" + tip).body()).contains("Công an xã nọ");
    assertThat(sql.rows("SELECT agency_id FROM tinbao.tip_agency WHERE tip_id = '" + tip + "'"))
        .containsExactly("ca_tinh@20/2021-11-01");
    assertThat(
            sql.rows(
                "SELECT position(convert_to('Công an xã', 'UTF8') IN official)::text"
                    + " FROM tinbao.tip_restriction WHERE tip_id = '"
                    + tip
                    + "'"))
        .containsExactly("0");
  }

  private StaffMember officer() {
    return world.person("tructyped", AccessWorld.HERE, Role.DUTY_OFFICER);
  }

  @Test
  void a_report_on_an_official_goes_to_no_agency_whose_people_cannot_sign_in() {
    String province = "ca_tinh@20/2021-11-01";
    world.person("lanhdaotinh", province, Role.AGENCY_LEAD);
    String country =
        catalogue.now().nationalStanding(LocalDate.of(2026, 11, 22)).orElseThrow().id();
    StaffMember top = world.person("lanhdaotw", country, Role.AGENCY_LEAD);
    sql.run(
        "UPDATE tinbao.staff_account SET totp_secret = NULL WHERE agency_id = '" + province + "'");
    UUID tip = UuidCreator.getTimeOrderedEpoch();
    try {
      type("id", tip.toString(), "story", STORY, "official", "yes");
    } finally {
      sql.run(
          "UPDATE tinbao.staff_account SET totp_secret = 'x' WHERE agency_id = '" + province + "'");
    }
    assertThat(sql.rows("SELECT agency_id FROM tinbao.tip_agency WHERE tip_id = '" + tip + "'"))
        .containsExactly(country);
    assertThat(desk.open(top, tip)).isPresent();
  }

  private int again(String tip) {
    return sql.rows(
            "SELECT id::text FROM tinbao.audit WHERE action = 'TIP_CODE_AGAIN' AND subject_id ="
                + " '"
                + tip
                + "'")
        .size();
  }

  private HttpResponse<String> type(String... fields) {
    return type(officer(), fields);
  }

  private HttpResponse<String> type(StaffMember as, String... fields) {
    return post(as, "/desk/tips/new", fields);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  /** The digits shown on a page, in their groups. */
  private static String code(String page) {
    String shown = first(page, "(?s)id=\"code\">(.*?)</p>");
    Matcher groups = Pattern.compile("<span>([0-9]+)</span>").matcher(shown);
    List<String> found = new ArrayList<>();
    while (groups.find()) {
      found.add(groups.group(1));
    }
    return String.join(" ", found);
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }
}
