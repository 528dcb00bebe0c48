package vn.tinbao.mobile.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.FakeServer.Fault;
import vn.tinbao.server.testing.Samples;

class OfficerTest {
  private static final String STORY = "Xe khách biển 12A chở hai cháu gái ra biên giới.";

  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private AppHarness app;

  @BeforeEach
  void start() {
    app = AppHarness.start(server.uri(), home);
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  // ---- signing in

  @Test
  void wrong_words_are_answered_with_the_servers_sentence_and_the_code_must_be_typed_anew() {
    app.signIn(FakeServer.USERNAME, "sai", FakeServer.TOTP);
    app.waitForText("sign-in-problem", "không đúng");
    assertThat(app.text("sign-in-totp")).isEmpty();
    assertThat(app.text("sign-in-username")).isEqualTo(FakeServer.USERNAME);
  }

  @Test
  void a_locked_account_and_a_missing_network_are_said() {
    app.signIn("locked", "x", "123456");
    app.waitForText("sign-in-problem", "Đã thử sai quá nhiều lần");
    server.down(true);
    app.fire("sign-in");
    app.waitForText("sign-in-problem", "Chưa kết nối được");
  }

  @Test
  void signed_in_the_tasks_are_there_and_after_a_restart_too() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    app.waitFor("assignment-" + task);
    assertThat(app.text("officer-name")).isEqualTo("Thượng uý Nguyễn Thị Lan");
    app.close();
    server.down(true);
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    assertThat(app.text("assignment-" + task)).contains("Bến xe Đồng Đăng");
    app.waitForText("sync-state", "Mất mạng");
  }

  // ---- hints

  @Test
  void a_hint_brings_the_task_and_a_notice_that_says_nothing_about_it() {
    signIn();
    app.waitForText("sync-state", "Đang kết nối");
    app.back();
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    app.waitFor("banner");
    assertThat(app.text("banner")).isEqualTo("Có thông báo mới. Chạm để xem.");
    app.fire("banner");
    app.waitFor("assignment-" + task);
    assertThat(app.shows("banner")).isFalse();
  }

  @Test
  void after_the_stream_broke_the_app_listens_again_and_fetches_what_it_missed() {
    signIn();
    app.waitForText("sync-state", "Đang kết nối");
    server.down(true);
    app.waitForText("sync-state", "Mất mạng");
    String task = server.offer("Cửa khẩu Tân Thanh", STORY);
    server.down(false);
    app.waitFor("assignment-" + task);
    app.waitForText("sync-state", "Đang kết nối");
  }

  @Test
  void own_actions_are_no_news() throws InterruptedException {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitFor("accepted", () -> server.stateOf(task).equals("ACCEPTED"));
    Thread.sleep(300);
    assertThat(app.shows("banner")).isFalse();
  }

  // ---- calls to duty

  @Test
  void a_call_to_duty_is_announced_without_a_word_of_it_read_behind_the_pin_and_acknowledged() {
    signIn();
    app.waitForText("sync-state", "Đang kết nối");
    app.back();
    String call = server.callToDuty("Trực cao điểm 30/7", "Có mặt lúc 18 giờ tại trụ sở.");
    app.waitFor("banner");
    assertThat(app.screenText()).contains("Có thông báo mới").doesNotContain("cao điểm", "18 giờ");
    app.fire("banner");
    app.waitForText("notice-" + call, "Có mặt lúc 18 giờ tại trụ sở.");
    assertThat(app.text("notice-" + call)).contains("Lệnh gọi trực", "Trực cao điểm 30/7");
    app.fire("lock");
    app.waitFor("pin");
    assertThat(app.screenText()).doesNotContain("cao điểm", "18 giờ");
    app.type("pin", AppHarness.PIN);
    app.fire("pin-unlock");
    app.waitFor("notice-read-" + call);
    app.fire("notice-read-" + call);
    app.waitForGone("notice-" + call);
    app.waitFor("the server to know", () -> server.noticesRead().equals(List.of(call)));
    app.fire("open-notices");
    app.waitForText("notice-state-" + call, "Đã đọc");
    server.takeBackCall(call);
    app.waitForGone("notice-" + call);
  }

  @Test
  void a_call_that_was_read_without_a_signal_is_acknowledged_after_the_phone_died() {
    String call = server.callToDuty("Trực cao điểm 30/7", "");
    signIn();
    app.waitFor("notice-read-" + call);
    server.down(true);
    app.fire("notice-read-" + call);
    app.waitForGone("notice-" + call);
    app.waitFor("unsent-line");
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    assertThat(app.shows("notice-" + call)).isFalse();
    app.fire("open-notices");
    assertThat(app.text("notice-state-" + call)).isEqualTo("Đã đọc, sẽ báo khi có mạng");
    server.down(false);
    app.waitFor("the server to know", () -> server.noticesRead().contains(call));
    app.waitForText("notice-state-" + call, "Đã đọc 22/11/2026");
  }

  // ---- acting

  @Test
  void the_story_is_told_after_accepting_and_the_task_goes_its_way_to_the_end() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    assertThat(app.screenText()).doesNotContain(STORY).contains("Nội dung tin hiện ra sau khi");
    assertThat(app.text("assignment-answer-by")).isEqualTo("Trả lời trước 22/11/2026 08:45");
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    app.fire("action-en-route");
    app.fire("action-on-site");
    app.fire("action-report");
    app.type("note-text", "Đã tìm thấy hai cháu, an toàn.");
    app.fire("note-send");
    app.fire("action-done");
    app.waitFor("done", () -> server.stateOf(task).equals("DONE"));
    app.waitFor("all sent", () -> !app.shows("unsent-line"));
    assertThat(server.applied()).containsExactly("ACCEPT", "EN_ROUTE", "ON_SITE", "REPORT", "DONE");
    assertThat(server.notesOf(task)).containsExactly("Đã tìm thấy hai cháu, an toàn.");
  }

  @Test
  void where_the_reporter_is_comes_with_the_story_leads_the_map_there_and_goes_with_it() {
    String task = server.offer("Xã Bình Trung, tỉnh Lạng Sơn", STORY);
    server.told(task, "sau chợ, nhà xanh", 21.85431, 106.762312);
    signIn();
    open(task);
    assertThat(app.screenText()).doesNotContain("sau chợ", "21.85");
    app.fire("navigate");
    app.waitForText("snackbar", "Xã Bình Trung");
    app.fire("action-accept");
    app.waitForText("assignment-told", "sau chợ, nhà xanh");
    assertThat(app.text("assignment-told")).contains("21.854310, 106.762312");
    app.fire("navigate");
    app.waitForText("snackbar", "21.854310, 106.762312");
    server.setState(task, "WITHDRAWN");
    app.waitFor(
        "both to go",
        () -> !app.screenText().contains("sau chợ") && !app.screenText().contains("21.85"));
  }

  @Test
  void after_the_report_the_officer_may_add_another() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.fire("action-report");
    app.type("note-text", "Báo cáo một.");
    app.fire("note-send");
    assertThat(app.text("action-report")).isEqualTo("Báo cáo thêm");
    app.fire("action-report");
    assertThat(app.text("note-text")).isEmpty();
    app.type("note-text", "Báo cáo hai.");
    app.fire("note-send");
    app.waitFor("both", () -> server.notesOf(task).size() == 2);
    assertThat(server.notesOf(task)).containsExactly("Báo cáo một.", "Báo cáo hai.");
  }

  @Test
  void declining_asks_for_a_reason() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-decline");
    assertThat(app.lookup("note-send").isDisabled()).isTrue();
    app.type("note-text", "Đang làm nhiệm vụ khác");
    app.fire("note-send");
    app.waitFor("declined", () -> server.stateOf(task).equals("DECLINED"));
    assertThat(server.notesOf(task)).containsExactly("Đang làm nhiệm vụ khác");
    app.waitForText("assignment-state", "Đã từ chối");
  }

  @Test
  void without_a_signal_everything_is_kept_and_sent_in_its_order_later_also_after_a_restart() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    app.waitForGone("unsent-line");
    server.down(true);
    app.fire("action-en-route");
    app.fire("action-on-site");
    app.fire("action-report");
    app.type("note-text", "Không có sóng tại hiện trường.");
    app.fire("note-send");
    app.waitForText("assignment-state", "Đã báo cáo");
    app.waitForText("assignment-unsent", "3 thao tác");
    app.waitForText("unsent-line", "sẽ được gửi: 3");
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    app.fire("assignment-" + task);
    app.waitForText("assignment-state", "Đã báo cáo");
    assertThat(app.text("assignment-narrative")).isEqualTo(STORY);
    server.down(false);
    app.waitFor("reported", () -> server.stateOf(task).equals("REPORTED"));
    assertThat(server.applied()).containsExactly("ACCEPT", "EN_ROUTE", "ON_SITE", "REPORT");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CUT_BEFORE", "ANSWER_LOST", "ERROR_500", "CAPTIVE_PORTAL"})
  void an_action_is_applied_once_whatever_goes_wrong(Fault fault) {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.next(fault, fault, fault, fault);
    app.fire("action-accept");
    app.waitFor("accepted", () -> server.stateOf(task).equals("ACCEPTED"));
    app.waitFor("acknowledged", () -> !app.shows("unsent-line"));
    assertThat(server.applied()).containsExactly("ACCEPT");
  }

  @Test
  void a_half_typed_report_is_there_again_after_the_phone_died() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    app.fire("action-report");
    app.type("note-text", "Hai cháu gái, một");
    app.waitUntilKept();
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    app.fire("assignment-" + task);
    app.fire("action-report");
    assertThat(app.text("note-text")).isEqualTo("Hai cháu gái, một");
  }

  @Test
  void what_the_server_will_not_record_is_said_and_the_officers_words_are_not_lost() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.down(true);
    app.fire("action-report");
    app.type("note-text", "Báo cáo viết khi mất sóng.");
    app.fire("note-send");
    server.setState(task, "WITHDRAWN");
    server.down(false);
    app.waitFor("the refusal", () -> app.idsBeginningWith("operation-refusal-").size() == 1);
    assertThat(app.screenText())
        .contains("Nhiệm vụ đã chuyển sang trạng thái khác.", "Báo cáo viết khi mất sóng.");
    app.fireFirst("operation-drop-");
    app.waitFor("gone", () -> app.idsBeginningWith("operation-refusal-").isEmpty());
  }

  @Test
  void the_content_leaves_the_phone_when_the_task_is_over() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.setState(task, "WITHDRAWN");
    app.waitForText("assignment-state", "Đã thu hồi");
    app.waitFor("story gone", () -> !app.screenText().contains(STORY));
    assertThat(app.screenText()).contains("Nội dung đã được xoá khỏi máy này.");
  }

  @Test
  void a_task_that_the_server_no_longer_lists_leaves_the_phone() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.removeAssignment(task);
    app.waitFor("gone", () -> app.screenText().contains("không còn trên máy"));
  }

  // ---- sessions

  @Test
  void when_the_session_ends_the_work_waits_for_the_same_officer() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.endSessions();
    app.fire("action-accept");
    app.waitForText("assignment-unsent", "1 thao tác");
    app.back();
    app.waitFor("sign-in-again");
    app.fire("sign-in-again");
    app.type("sign-in-username", FakeServer.USERNAME);
    app.type("sign-in-password", FakeServer.PASSWORD);
    app.type("sign-in-totp", FakeServer.TOTP);
    app.fire("sign-in");
    app.waitFor("accepted", () -> server.stateOf(task).equals("ACCEPTED"));
    app.waitFor("assignment-" + task);
  }

  @Test
  void another_officer_cannot_sign_in_over_unsent_work() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.endSessions();
    app.fire("action-accept");
    app.back();
    app.waitFor("sign-in-again");
    server.signInAs("0190aaaa-0000-7000-8000-000000000002");
    app.fire("sign-in-again");
    app.type("sign-in-username", FakeServer.USERNAME);
    app.type("sign-in-password", FakeServer.PASSWORD);
    app.type("sign-in-totp", FakeServer.TOTP);
    app.fire("sign-in");
    app.waitForText("sign-in-problem", "việc chưa gửi của Thượng uý Nguyễn Thị Lan");
    app.waitFor("the stranger signed out", () -> server.sessions() == 0);
    app.fire("sign-out");
    app.fire("sign-out-confirm");
    app.waitFor("sign-in-username");
    assertThat(app.shows("unsent-line")).isFalse();
  }

  @Test
  void signing_out_removes_everything_of_the_officer_and_ends_the_session() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    app.waitFor("assignment-" + task);
    app.fire("sign-out");
    assertThat(app.screenText()).contains("Số việc chưa gửi sẽ mất: 0");
    app.fire("sign-out-confirm");
    app.waitFor("home-report");
    app.waitFor("session ended", () -> server.sessions() == 0);
    app.go("nav-officer");
    app.waitFor("sign-in-username");
    app.close();
    app = AppHarness.start(server.uri(), home);
    app.go("nav-officer");
    app.waitFor("sign-in-username");
  }

  // ---- photos and position

  @Test
  void a_photo_on_the_spot_goes_piece_by_piece_and_the_position_with_the_report()
      throws IOException {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.fire("field-report");
    app.machine()
        .isAt(new Locator.Fix(21.85431, 106.762312, 11.2, Instant.parse("2026-11-22T01:30:00Z")));
    app.fire("report-locate");
    assertThat(app.text("report-position"))
        .isEqualTo("21.854310, 106.762312 (sai số 12 m), 22/11/2026 08:30");
    byte[] recording = new byte[600_000];
    new Random(3).nextBytes(recording);
    server.cutPiecesAfter(90_000);
    app.machine().willGive(Files.write(home.resolve("a.bin"), recording), true);
    app.fire("files-file");
    app.waitFor("all of it", () -> server.files().size() == 1);
    assertThat(server.files().get("tep-1.bin")).isEqualTo(recording);
    app.waitFor(
        "the list says so",
        () -> app.shows("task-files") && app.text("task-files").contains("Trực ban đã nhận đủ"));
    assertThat(home.resolve("a.bin")).doesNotExist();
    app.fire("report-save");
    app.waitFor("the report", () -> server.report(task).containsKey("position"));
    assertThat(server.report(task))
        .containsEntry("position", "21.854310 106.762312 12 2026-11-22T01:30:00Z");
    assertThat(app.text("field-report-files")).isEqualTo("Tệp: 1, chưa gửi xong: 0.");
  }

  @Test
  void photos_without_a_signal_wait_outlive_the_apps_death_and_count_as_work() throws IOException {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.down(true);
    app.fire("field-report");
    app.machine().willGive(Files.write(home.resolve("a.jpg"), Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("the photo", () -> !app.idsBeginningWith("task-file-drop-").isEmpty());
    app.kill();
    server.down(false);
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    app.waitFor("it to arrive", () -> server.files().containsKey("tep-1.jpg"));
    assertThat(server.files()).hasSize(1);
  }

  @Test
  void a_photo_of_a_task_accepted_without_a_signal_waits_for_the_accept() throws IOException {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.down(true);
    app.fire("action-accept");
    app.fire("field-report");
    app.machine().willGive(Files.write(home.resolve("a.jpg"), Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("the photo", () -> !app.idsBeginningWith("task-file-drop-").isEmpty());
    server.down(false);
    app.waitFor("it to arrive", () -> server.files().containsKey("tep-1.jpg"));
    assertThat(server.filesTooEarly()).isZero();
    assertThat(app.idsBeginningWith("operation-refusal-")).isEmpty();
  }

  @Test
  void a_photo_of_a_task_that_was_taken_away_stays_until_the_officer_lets_it_go()
      throws IOException {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.down(true);
    app.fire("field-report");
    app.machine().willGive(Files.write(home.resolve("a.jpg"), Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("the photo", () -> !app.idsBeginningWith("task-file-drop-").isEmpty());
    app.back();
    server.setState(task, "WITHDRAWN");
    server.down(false);
    app.waitFor("refused", () -> !app.idsBeginningWith("operation-refusal-").isEmpty());
    assertThat(app.screenText()).contains("Tệp chưa gửi được", "tep-1.jpg");
    assertThat(server.files()).isEmpty();
    app.fireFirst("operation-drop-");
    app.waitFor("it gone", () -> app.idsBeginningWith("operation-refusal-").isEmpty());
  }

  @Test
  void a_machine_without_a_position_says_so_and_a_position_can_be_taken_back() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.fire("field-report");
    assertThat(app.text("report-position")).isEqualTo("Chưa ghi vị trí.");
    app.fire("report-locate");
    assertThat(app.text("report-position")).startsWith("Máy chưa cho biết vị trí");
    app.machine().isAt(new Locator.Fix(-8.5, 179.5, null, Instant.parse("2026-11-22T01:30:00Z")));
    app.fire("report-locate");
    assertThat(app.text("report-position")).contains("-8.500000, 179.500000", "không rõ sai số");
    app.fire("report-position-drop");
    assertThat(app.text("report-position")).isEqualTo("Chưa ghi vị trí.");
  }

  // ---- the PIN

  @Test
  void after_a_start_nothing_is_shown_before_the_pin_and_ten_wrong_ones_erase_everything() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    app.waitFor("assignment-" + task);
    app.close();
    app = AppHarness.start(server.uri(), home);
    app.go("nav-officer");
    assertThat(app.screenText()).doesNotContain("Đồng Đăng", "Nguyễn Thị Lan");
    for (int left = 9; left >= 1; left--) {
      if (left == 4) {
        app.kill();
        app = AppHarness.start(server.uri(), home);
        app.go("nav-officer");
      }
      app.type("pin", "111222");
      app.fire("pin-unlock");
      app.waitForText("pin-problem", "Còn " + left + " lần");
    }
    app.type("pin", "111222");
    app.fire("pin-unlock");
    app.waitFor("sign-in-username");
    assertThat(home.resolve("officer")).doesNotExist();
    app.waitFor("the server to know", () -> server.emptied().size() == 1);
  }

  @Test
  void a_pin_that_anybody_tries_first_is_not_taken() {
    app.go("nav-officer");
    app.type("sign-in-username", FakeServer.USERNAME);
    app.type("sign-in-password", FakeServer.PASSWORD);
    app.type("sign-in-totp", FakeServer.TOTP);
    app.fire("sign-in");
    app.waitFor("pin-set");
    for (String easy : new String[] {"12345", "123456", "987654", "000000", "138138"}) {
      app.type("pin-new", easy);
      app.type("pin-again", easy);
      app.fire("pin-set");
      app.waitFor("pin-problem");
      assertThat(home.resolve("officer")).as(easy).doesNotExist();
    }
    app.type("pin-new", AppHarness.PIN);
    app.type("pin-again", "730513");
    app.fire("pin-set");
    app.waitForText("pin-problem", "không giống nhau");
  }

  @Test
  void a_locked_screen_goes_on_sending_and_shows_nothing() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.down(true);
    app.fire("action-accept");
    app.back();
    app.fire("lock");
    app.waitFor("pin");
    app.back();
    server.down(false);
    app.waitFor("sent behind the lock", () -> server.stateOf(task).equals("ACCEPTED"));
    app.openOfficer();
    app.waitFor("assignment-" + task);
  }

  // ---- what the server orders

  @Test
  void on_order_everything_of_the_officer_goes_and_the_server_hears_it() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    server.orderWipe();
    app.waitFor("sign-in-erased");
    assertThat(home.resolve("officer")).doesNotExist();
    app.waitFor("the server to know", () -> server.emptied().size() == 1);
  }

  @Test
  void a_locked_phone_without_a_session_hears_the_order_too() {
    signIn();
    app.close();
    server.endSessions();
    server.orderWipe();
    app = AppHarness.start(server.uri(), home);
    app.waitFor("the vault to go", () -> !home.resolve("officer").toFile().exists());
    app.waitFor("the server to know", () -> server.emptied().size() == 1);
  }

  @Test
  void erasing_the_whole_app_ends_the_session_and_tells_that_the_phone_is_empty() {
    signIn();
    app.waitForText("sync-state", "Đang kết nối");
    assertThat(server.sessions()).isEqualTo(1);
    app.back();
    app.go("nav-settings");
    app.fire("settings-wipe");
    app.fire("settings-wipe-confirm");
    app.waitFor("the app to leave", app::left);
    assertThat(home).doesNotExist();
    app.waitFor("the session to end", () -> server.sessions() == 0);
    app.waitFor("the server to know", () -> server.emptied().size() == 1);
  }

  @Test
  void that_the_content_left_the_phone_is_told_to_the_server() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.setState(task, "WITHDRAWN");
    app.waitFor("the word of the purge", () -> server.purged().contains(task));
  }

  @Test
  void what_was_being_written_when_the_task_was_taken_away_is_kept_and_explained() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    app.fire("field-report");
    app.type("report-notes", "Đang viết dở thì bị thu hồi");
    server.setState(task, "WITHDRAWN");
    app.back();
    app.waitFor("the refusal", () -> app.idsBeginningWith("operation-refusal-").size() == 1);
    assertThat(app.screenText()).contains("Đang viết dở thì bị thu hồi", "Nhiệm vụ đã kết thúc.");
  }

  // ---- the report from the field

  @Test
  void a_report_is_written_without_a_signal_survives_the_phone_dying_and_is_sent_once() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.down(true);
    app.fire("field-report");
    app.type("report-victims-count", "2");
    app.fire("report-need-shelter");
    app.fire("report-need-medical");
    app.type("report-vehicle", "12A-345.67, xe trắng");
    app.fire("report-screening");
    app.fire("screening-documents-held-yes");
    app.waitUntilKept();
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    app.fire("assignment-" + task);
    app.waitForText("field-report-state", "chưa lưu");
    app.fire("field-report");
    assertThat(app.text("report-vehicle")).isEqualTo("12A-345.67, xe trắng");
    assertThat(app.text("report-screening")).contains("1/15");
    app.fire("report-finish");
    app.waitForText("assignment-state", "Đã báo cáo");
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.openOfficer();
    server.down(false);
    app.waitFor("the report", () -> server.stateOf(task).equals("REPORTED"));
    assertThat(server.report(task))
        .containsEntry("victims-count", "2")
        .containsEntry("needs", "MEDICAL,SHELTER")
        .containsEntry("vehicle", "12A-345.67, xe trắng")
        .containsEntry("screening.documents-held", "YES");
    assertThat(server.applied()).containsExactly("ACCEPT", "WRITE");
  }

  @Test
  void two_phones_that_differ_are_shown_and_the_officer_chooses() {
    String task = server.offer("Bến xe Đồng Đăng", STORY);
    signIn();
    open(task);
    app.fire("action-accept");
    app.waitForText("assignment-narrative", STORY);
    server.rival(task, "vehicle", "xe trắng", "xe đen");
    app.waitFor("choose");
    app.fire("choose");
    assertThat(app.text("choice-first-value")).isEqualTo("xe trắng");
    assertThat(app.text("choice-second-value")).isEqualTo("xe đen");
    app.fire("choice-both");
    app.waitFor("decided", () -> server.report(task).containsValue("xe trắng\nxe đen"));
    app.waitFor("choice-none");
  }

  private void signIn() {
    app.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
    app.waitFor("officer-name");
  }

  private void open(String task) {
    app.waitFor("assignment-" + task);
    app.fire("assignment-" + task);
    app.waitFor("assignment-state");
    app.waitFor("the instruction", () -> app.shows("assignment-instruction"));
  }
}
