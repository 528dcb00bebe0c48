package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Invitation, enrolment, rights, closing and the reset by two persons, as people do them. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.staff.address-failures", value = "1000")
class StaffPagesTest {
  private static final String COMMUNE = "ca_xa@23535/2025-07-01";
  private static final String ELSEWHERE = "ca_xa@15499/2025-07-01";
  private static final String PASSWORD = "mưa xuân trên phố núi";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject AccountKeeping keeping;
  @Inject AccountKeepers keepers;
  @Inject TestSessions sessions;
  @Inject OneTimeCodes codes;
  @Inject SettableClock clock;
  @Inject java.time.Clock time;
  @Inject TestSql sql;
  @Inject vn.tinbao.server.catalogue.Catalogue catalogue;

  private StaffMember admin;
  private Surfer adminsBrowser;

  @BeforeEach
  void an_administrator_works_here() {
    clock.advance(Duration.ofDays(4));
    admin = person(COMMUNE, Role.ADMIN);
    adminsBrowser = browser(admin);
  }

  @Test
  void an_invited_person_chooses_password_and_second_factor_and_signs_in() {
    String username = fresh();
    HttpResponse<String> made = invite(adminsBrowser, username, "Trần Thị Nguyệt Quế");
    assertThat(made.statusCode()).isEqualTo(200);
    String code = code(made.body());
    assertThat(made.body()).contains("/enrol?code=" + code).doesNotContain("otpauth", "<svg");

    // Looking uses nothing up, and shows another second factor each time: who looked at the link
    // before does not know it.
    Surfer surfer = new Surfer(server);
    String first = secret(surfer.get("/enrol?code=" + code).body());
    HttpResponse<String> page = surfer.get("/enrol?code=" + code);
    assertThat(page.body()).contains("Trần Thị Nguyệt Quế", username, "<svg class=\"qr\"");
    String secret = secret(page.body());
    assertThat(secret).isNotEqualTo(first);

    String sealed = Surfer.hidden(page.body(), "secret");
    HttpResponse<String> done =
        enrol(surfer, code, sealed, PASSWORD, PASSWORD, digits(secret, time.instant()));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    assertThat(done.body()).contains("Xong rồi");

    // The code of the enrolment is used up; the next one opens.
    assertThat(signIn(username, PASSWORD, digits(secret, time.instant()))).isEqualTo(401);
    clock.advance(Duration.ofSeconds(30));
    assertThat(signIn(username, PASSWORD, digits(first, time.instant()))).isEqualTo(401);
    assertThat(signIn(username, PASSWORD, digits(secret, time.instant()))).isEqualTo(303);
    // The invitation opened once.
    assertThat(surfer.get("/enrol?code=" + code).statusCode()).isEqualTo(404);
    assertThat(
            enrol(surfer, code, sealed, PASSWORD, PASSWORD, digits(secret, time.instant()))
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void mistakes_at_the_enrolment_keep_the_same_picture_and_use_nothing_up() {
    String code = code(invite(adminsBrowser, fresh(), "Người mới").body());
    Surfer surfer = new Surfer(server);
    String page = surfer.get("/enrol?code=" + code).body();
    String secret = secret(page);
    String sealed = Surfer.hidden(page, "secret");
    String now = digits(secret, time.instant());

    for (HttpResponse<String> wrong :
        List.of(
            enrol(surfer, code, sealed, "short", "short", now),
            enrol(surfer, code, sealed, PASSWORD, "other", now),
            enrol(surfer, code, sealed, PASSWORD, PASSWORD, "000000"),
            enrol(surfer, code, sealed, PASSWORD, PASSWORD, ""))) {
      assertThat(wrong.statusCode()).isEqualTo(422);
      assertThat(secret(wrong.body())).isEqualTo(secret);
    }
    // A sealed secret of nobody, or of another person's page, is not taken.
    assertThat(enrol(surfer, code, "AAAA", PASSWORD, PASSWORD, now).statusCode()).isEqualTo(422);
    String other = code(invite(adminsBrowser, fresh(), "Người khác").body());
    String others = Surfer.hidden(surfer.get("/enrol?code=" + other).body(), "secret");
    assertThat(enrol(surfer, code, others, PASSWORD, PASSWORD, now).statusCode()).isEqualTo(422);
    // And the code may be typed as people do.
    assertThat(
            enrol(
                    surfer,
                    code.toUpperCase(java.util.Locale.ROOT).replace("-", " "),
                    sealed,
                    PASSWORD,
                    PASSWORD,
                    now)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_invitation_lasts_three_days_and_a_new_one_kills_the_old() {
    HttpResponse<String> made = invite(adminsBrowser, fresh(), "Người mới");
    String old = code(made.body());
    String id = id(made.body());
    HttpResponse<String> again = adminsBrowser.post("/admin/staff/" + id + "/invite");
    String fresh = code(again.body());

    Surfer surfer = new Surfer(server);
    assertThat(surfer.get("/enrol?code=" + old).statusCode()).isEqualTo(404);
    assertThat(surfer.get("/enrol?code=" + fresh).statusCode()).isEqualTo(200);
    clock.advance(Duration.ofHours(72).plusSeconds(1));
    assertThat(surfer.get("/enrol?code=" + fresh).statusCode()).isEqualTo(404);
    assertThat(surfer.get("/enrol?code=" + fresh).body()).contains("hết hạn");
  }

  @Test
  void of_an_invitation_the_database_has_a_keyed_hash_only() {
    String code = code(invite(adminsBrowser, fresh(), "Người mới").body());
    String plain = code.replace("-", "");

    assertThat(sql.dump("tinbao.staff_invitation")).doesNotContain(code, plain, sha256(plain));
  }

  @Test
  void two_who_use_one_invitation_at_once_are_one() throws Exception {
    String username = fresh();
    String code = code(invite(adminsBrowser, username, "Người mới").body());
    String[] pages = new String[2];
    for (int i = 0; i < 2; i++) {
      pages[i] = new Surfer(server).get("/enrol?code=" + code).body();
    }
    CyclicBarrier start = new CyclicBarrier(2);
    List<CompletableFuture<Integer>> answers =
        java.util.stream.IntStream.range(0, 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            start.await();
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                          return enrol(
                                  new Surfer(server),
                                  code,
                                  Surfer.hidden(pages[i], "secret"),
                                  PASSWORD + i,
                                  PASSWORD + i,
                                  digits(secret(pages[i]), time.instant()))
                              .statusCode();
                        }))
            .toList();
    List<Integer> statuses = List.of(answers.get(0).get(), answers.get(1).get());
    assertThat(statuses).containsExactlyInAnyOrder(200, 404);
  }

  @Test
  void a_name_that_is_taken_or_unfit_comes_back_with_what_was_typed() {
    String username = fresh();
    invite(adminsBrowser, username, "Một");
    HttpResponse<String> taken = invite(adminsBrowser, username, "Hai");
    assertThat(taken.statusCode()).isEqualTo(422);
    assertThat(taken.body()).contains("đã có người dùng", "value=\"Hai\"");
    assertThat(invite(adminsBrowser, "Tên có dấu", "Ba").statusCode()).isEqualTo(422);
    assertThat(invite(adminsBrowser, "x", "Ba").statusCode()).isEqualTo(422);
    assertThat(invite(adminsBrowser, fresh(), " ").statusCode()).isEqualTo(422);
    HttpResponse<String> noRole =
        adminsBrowser.post("/admin/staff", "agency", COMMUNE, "name", "Bốn", "username", fresh());
    assertThat(noRole.statusCode()).isEqualTo(422);
    assertThat(noRole.body()).contains("ít nhất một nhiệm vụ");
    assertThat(adminsBrowser.post("/admin/staff").statusCode()).isEqualTo(400);
    assertThat(invite(adminsBrowser, fresh(), "x".repeat(5_000)).statusCode()).isEqualTo(200);
  }

  @Test
  void an_administrator_keeps_the_own_agency_and_those_below_it_only() {
    StaffMember colleague = person(COMMUNE, Role.DUTY_OFFICER);
    StaffMember stranger = person(ELSEWHERE, Role.DUTY_OFFICER);

    assertThat(adminsBrowser.get("/admin/staff?q=" + colleague.username()).body())
        .contains(colleague.id().toString());
    assertThat(adminsBrowser.get("/admin/staff?q=" + stranger.username()).body())
        .doesNotContain(stranger.id().toString());
    assertThat(adminsBrowser.get("/admin/staff/" + stranger.id()).statusCode()).isEqualTo(404);
    for (String what : List.of("close", "reopen", "sessions/end", "reset", "invite")) {
      assertThat(
              adminsBrowser
                  .post("/admin/staff/" + stranger.id() + "/" + what, "what", "both")
                  .statusCode())
          .as(what)
          .isEqualTo(404);
    }
    HttpResponse<String> abroad =
        adminsBrowser.post(
            "/admin/staff",
            "agency",
            ELSEWHERE,
            "name",
            "Gián",
            "username",
            fresh(),
            "role-DUTY_OFFICER",
            "on");
    assertThat(abroad.statusCode()).isEqualTo(422);
    assertThat(change(colleague, ELSEWHERE, Role.DUTY_OFFICER).statusCode()).isEqualTo(422);
    assertThat(accounts.byId(colleague.id()).orElseThrow().agencyId()).isEqualTo(COMMUNE);
  }

  @Test
  void a_province_keeps_its_communes_and_the_ministry_all() {
    String province =
        catalogue.now().agencies().stream()
            .filter(agency -> agency.key().equals("ca_tinh"))
            .filter(
                agency ->
                    catalogue
                        .now()
                        .unit(catalogue.now().agency(COMMUNE).orElseThrow().unitId())
                        .map(
                            unit ->
                                catalogue.now().withAncestors(unit).stream()
                                    .anyMatch(u -> agency.territory().contains(u.id())))
                        .orElse(false))
            .findFirst()
            .orElseThrow()
            .id();
    String ministry =
        catalogue.now().agencies().stream()
            .filter(agency -> agency.key().equals("bo_ca"))
            .findFirst()
            .orElseThrow()
            .id();
    StaffMember upper = person(province, Role.ADMIN);
    StaffMember central = person(ministry, Role.ADMIN);

    assertThat(keepers.keeps(upper, COMMUNE)).isTrue();
    assertThat(keepers.keeps(upper, ELSEWHERE)).isFalse();
    assertThat(keepers.keeps(admin, province)).isFalse();
    assertThat(keepers.keeps(upper, ministry)).isFalse();
    assertThat(keepers.keeps(central, province)).isTrue();
    assertThat(keepers.keeps(central, ELSEWHERE)).isTrue();
    assertThat(keepers.mayGive(upper)).doesNotContain(Role.AUDITOR);
    assertThat(keepers.mayGive(central)).contains(Role.AUDITOR);
    // The forged form of a role that is not offered.
    StaffMember colleague = person(COMMUNE, Role.DUTY_OFFICER);
    assertThat(change(colleague, COMMUNE, Role.AUDITOR).statusCode()).isEqualTo(403);
  }

  @Test
  void nobody_changes_closes_or_resets_the_own_account() {
    String self = "/admin/staff/" + admin.id();
    assertThat(
            adminsBrowser
                .post(self, "agency", COMMUNE, "name", "Tôi", "role-AGENCY_LEAD", "on")
                .statusCode())
        .isEqualTo(403);
    for (String what : List.of("close", "sessions/end", "reset")) {
      assertThat(adminsBrowser.post(self + "/" + what, "what", "factor").statusCode())
          .as(what)
          .isEqualTo(403);
    }
    assertThat(accounts.byId(admin.id()).orElseThrow().roles()).containsExactly(Role.ADMIN);
  }

  @Test
  void new_rights_hold_from_the_next_request_on() {
    StaffMember colleague = person(COMMUNE, Role.DUTY_OFFICER);
    Surfer surfer = browser(colleague);
    assertThat(surfer.get("/desk").statusCode()).isEqualTo(200);

    assertThat(change(colleague, COMMUNE, Role.FIELD_OFFICER).statusCode()).isEqualTo(303);

    assertThat(surfer.get("/desk").statusCode()).isEqualTo(403);
    assertThat(accounts.byId(colleague.id()).orElseThrow().roles())
        .containsExactly(Role.FIELD_OFFICER);
    assertThat(change(colleague, COMMUNE).statusCode()).as("no role").isEqualTo(422);
  }

  @Test
  void a_closed_account_opens_nothing_until_it_is_reopened() {
    String username = fresh();
    StaffMember colleague = person(username, COMMUNE, Role.DUTY_OFFICER);
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(303);

    adminsBrowser.post("/admin/staff/" + colleague.id() + "/close");
    clock.advance(Duration.ofSeconds(60));
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(401);

    adminsBrowser = browser(admin);
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/reopen");
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(303);
    assertThat(audited(colleague.id())).contains("ACCOUNT_CLOSED", "ACCOUNT_REOPENED");
  }

  @Test
  void a_second_factor_is_replaced_by_two_persons_and_the_own_password() {
    String username = fresh();
    StaffMember colleague = person(username, COMMUNE, Role.DUTY_OFFICER);
    Surfer lost = browser(colleague);
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/reset", "what", "factor");
    String request = waiting(adminsBrowser, colleague.id());

    // Not the one who asked, not the person, not somebody from elsewhere.
    assertThat(adminsBrowser.post(request + "/confirm").statusCode()).isEqualTo(403);
    assertThat(lost.post(request + "/confirm").statusCode()).isEqualTo(403);
    assertThat(browser(person(ELSEWHERE, Role.ADMIN)).post(request + "/confirm").statusCode())
        .isEqualTo(404);
    assertThat(lost.get("/account").statusCode()).isEqualTo(200);

    Surfer lead = browser(person(COMMUNE, Role.AGENCY_LEAD));
    assertThat(lead.get("/admin/staff").body()).contains("Chờ người thứ hai xác nhận");
    HttpResponse<String> confirmed = lead.post(request + "/confirm");
    assertThat(confirmed.statusCode()).isEqualTo(200);
    String code = code(confirmed.body());

    // The old one counts no more, and the device is out.
    assertThat(lost.get("/account").statusCode()).isEqualTo(303);
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(401);
    // Twice is once.
    assertThat(lead.post(request + "/confirm").statusCode()).isEqualTo(409);

    // Who has the code but not the password does not get in: neither the second person nor a thief.
    Surfer surfer = new Surfer(server);
    String page = surfer.get("/enrol?code=" + code).body();
    String secret = secret(page);
    String sealed = Surfer.hidden(page, "secret");
    assertThat(page).contains("name=\"current\"").doesNotContain("name=\"again\"");
    HttpResponse<String> thief =
        surfer.post(
            "/enrol",
            "code",
            code,
            "secret",
            sealed,
            "current",
            "guessed guessed",
            "password",
            PASSWORD,
            "again",
            PASSWORD,
            "digits",
            digits(secret, time.instant()));
    assertThat(thief.statusCode()).isEqualTo(422);
    HttpResponse<String> done =
        surfer.post(
            "/enrol",
            "code",
            code,
            "secret",
            sealed,
            "current",
            DemoStaff.PASSWORD,
            "digits",
            digits(secret, time.instant()));
    assertThat(done.statusCode()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(30));
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(401);
    assertThat(signIn(username, DemoStaff.PASSWORD, digits(secret, time.instant()))).isEqualTo(303);
    assertThat(audited(colleague.id())).contains("RESET_REQUESTED", "RESET_CONFIRMED", "ENROLLED");
  }

  @Test
  void a_password_is_replaced_by_two_persons_and_the_own_second_factor() {
    String username = fresh();
    StaffMember colleague = person(username, COMMUNE, Role.DUTY_OFFICER);
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/reset", "what", "password");
    String code =
        code(
            browser(person(COMMUNE, Role.ADMIN))
                .post(waiting(adminsBrowser, colleague.id()) + "/confirm")
                .body());

    Surfer surfer = new Surfer(server);
    assertThat(enrol(surfer, code, "", PASSWORD, PASSWORD, "000000").statusCode()).isEqualTo(422);
    assertThat(enrol(surfer, code, "", PASSWORD, PASSWORD, demo.codeNow()).statusCode())
        .isEqualTo(200);
    clock.advance(Duration.ofSeconds(30));
    assertThat(signIn(username, DemoStaff.PASSWORD, demo.codeNow())).isEqualTo(401);
    assertThat(signIn(username, PASSWORD, demo.codeNow())).isEqualTo(303);
  }

  @Test
  void an_account_that_who_asks_has_made_is_no_second_person() {
    StaffMember colleague = person(fresh(), COMMUNE, Role.DUTY_OFFICER);
    StaffMember invented = person(COMMUNE, Role.ADMIN);
    sql.run(
        "INSERT INTO tinbao.audit (id, at, staff_id, action, subject_kind, subject_id) VALUES"
            + " (gen_random_uuid(), now(), '%s', 'ACCOUNT_CREATED', 'STAFF', '%s')"
                .formatted(admin.id(), invented.id()));
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/reset", "what", "both");
    String reset = waiting(adminsBrowser, colleague.id());

    assertThat(browser(invented).post(reset + "/confirm").statusCode()).isEqualTo(403);
    assertThat(browser(person(COMMUNE, Role.ADMIN)).post(reset + "/confirm").statusCode())
        .isEqualTo(200);
  }

  @Test
  void who_asked_for_a_reset_takes_it_back_and_another_one_refuses_it() {
    StaffMember colleague = person(COMMUNE, Role.DUTY_OFFICER);
    String page = "/admin/staff/" + colleague.id();
    adminsBrowser.post(page + "/reset", "what", "both");
    String first = waiting(adminsBrowser, colleague.id());
    assertThat(adminsBrowser.post(page + "/reset", "what", "both").statusCode()).isEqualTo(409);
    assertThat(adminsBrowser.post(first + "/reject").statusCode()).isEqualTo(303);
    assertThat(browser(person(COMMUNE, Role.ADMIN)).post(first + "/confirm").statusCode())
        .isEqualTo(409);

    adminsBrowser.post(page + "/reset", "what", "both");
    assertThat(
            browser(person(COMMUNE, Role.AGENCY_LEAD))
                .post(waiting(adminsBrowser, colleague.id()) + "/reject")
                .statusCode())
        .isEqualTo(303);
    assertThat(audited(colleague.id())).contains("RESET_WITHDRAWN", "RESET_REJECTED");

    adminsBrowser.post(page + "/reset", "what", "both");
    String late = waiting(adminsBrowser, colleague.id());
    clock.advance(Duration.ofHours(73));
    assertThat(browser(person(COMMUNE, Role.ADMIN)).post(late + "/confirm").statusCode())
        .isEqualTo(409);
    adminsBrowser = browser(admin);
    assertThat(adminsBrowser.post(page + "/reset", "what", "both").statusCode()).isEqualTo(303);
  }

  @Test
  void one_administrator_alone_cannot_invite_somebody_else_into_an_enrolled_account() {
    StaffMember colleague = person(COMMUNE, Role.DUTY_OFFICER);
    assertThat(adminsBrowser.post("/admin/staff/" + colleague.id() + "/invite").statusCode())
        .isEqualTo(409);
    // Closing and reopening is no way round it.
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/close");
    adminsBrowser.post("/admin/staff/" + colleague.id() + "/reopen");
    assertThat(adminsBrowser.post("/admin/staff/" + colleague.id() + "/invite").statusCode())
        .isEqualTo(409);
  }

  @Test
  void two_administrators_who_close_each_other_at_once_leave_one() throws Exception {
    for (int round = 0; round < 3; round++) {
      StaffMember one = person(COMMUNE, Role.ADMIN);
      StaffMember two = person(COMMUNE, Role.ADMIN);
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> close(start, one, two));
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> close(start, two, one));
      CompletableFuture.allOf(first.exceptionally(e -> null), second.exceptionally(e -> null))
          .get();

      assertThat(accounts.active(one.id()).isPresent() ^ accounts.active(two.id()).isPresent())
          .isTrue();
    }
  }

  @Test
  void long_lists_are_shown_in_pieces_and_searched_without_marks() {
    String mark = UUID.randomUUID().toString().substring(0, 6);
    for (int i = 0; i < 52; i++) {
      demo.install(
          List.of(
              new DemoStaff.AgencySeat(
                  "ds%s.%02d".formatted(mark, i),
                  "Đặng Văn Quyết " + mark,
                  COMMUNE,
                  Set.of(Role.FIELD_OFFICER))));
    }
    String first = adminsBrowser.get("/admin/staff?q=dang+van+quyet+" + mark).body();
    assertThat(Pattern.compile("data-row").matcher(first).results()).hasSize(50);
    String next = Surfer.hidden(first, "after");
    String second = adminsBrowser.get("/admin/staff?q=" + mark + "&after=" + next).body();
    assertThat(Pattern.compile("data-row").matcher(second).results()).hasSize(2);
    assertThat(adminsBrowser.get("/admin/staff?q=%25" + mark).body()).contains("Không có ai khớp");
    assertThat(adminsBrowser.get("/admin/staff?q=" + "x".repeat(3_000)).statusCode())
        .isEqualTo(200);
  }

  private void close(CyclicBarrier start, StaffMember by, StaffMember whom) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    keeping.close(by, whom.id());
  }

  private HttpResponse<String> change(StaffMember whom, String agency, Role... roles) {
    List<String> fields = new java.util.ArrayList<>(List.of("agency", agency, "name", whom.name()));
    for (Role role : roles) {
      fields.addAll(List.of("role-" + role, "on"));
    }
    return adminsBrowser.post("/admin/staff/" + whom.id(), fields.toArray(String[]::new));
  }

  private static HttpResponse<String> invite(Surfer surfer, String username, String name) {
    return surfer.post(
        "/admin/staff",
        "agency",
        COMMUNE,
        "name",
        name,
        "username",
        username,
        "role-DUTY_OFFICER",
        "on");
  }

  private static HttpResponse<String> enrol(
      Surfer surfer, String code, String sealed, String password, String again, String digits) {
    return surfer.post(
        "/enrol",
        "code",
        code,
        "secret",
        sealed,
        "password",
        password,
        "again",
        again,
        "digits",
        digits);
  }

  private int signIn(String username, String password, String code) {
    return new Surfer(server)
        .post("/login", "username", username, "password", password, "code", code)
        .statusCode();
  }

  private String digits(String base32, Instant at) {
    return codes.codeAt(Base32.decode(base32), at);
  }

  private static String secret(String page) {
    return find(page, "class=\"hand secret\">([A-Z2-7 ]+)<").replace(" ", "");
  }

  private static String code(String page) {
    return find(page, "class=\"hand code-once\">([a-z0-9-]+)<");
  }

  private static String id(String page) {
    return find(page, "/admin/staff/([0-9a-f-]{36})");
  }

  private static String waiting(Surfer surfer, UUID id) {
    return find(
        surfer.get("/admin/staff/" + id).body(),
        "(/admin/staff/[0-9a-f-]{36}/reset/[0-9a-f-]{36})/");
  }

  private static String find(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern + " in " + page).isTrue();
    return matcher.group(1);
  }

  private String audited(UUID subject) {
    return sql.text(
        "SELECT string_agg(action, ' ' ORDER BY at, id) FROM tinbao.audit WHERE subject_id = '%s'"
            .formatted(subject));
  }

  private StaffMember person(String agency, Role role) {
    return person(fresh(), agency, role);
  }

  private StaffMember person(String username, String agency, Role role) {
    UUID id =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(username, "Người " + username, agency, Set.of(role))))
            .get(0)
            .id();
    return accounts.byId(id).orElseThrow();
  }

  private Surfer browser(StaffMember member) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", sessions.web(member.id()));
    return surfer;
  }

  private static String fresh() {
    return "nguoi." + UUID.randomUUID().toString().substring(0, 13);
  }

  private static String sha256(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
