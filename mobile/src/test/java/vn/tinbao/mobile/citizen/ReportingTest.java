package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.mobile.Options;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.FakeServer.Fault;

class ReportingTest {
  private static final String STORY = "Có người rủ cháu gái tôi đi làm xa, lương cao.";

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

  @Test
  void a_tip_goes_out_with_the_story_alone_and_comes_back_as_a_receipt() {
    report(STORY);
    app.waitFor("receipt-code");
    assertThat(app.text("receipt-code")).matches("\\d{4} \\d{4} \\d{4} \\d{4} \\d{4}");
    assertThat(app.text("receipt-agency")).isEqualTo("Công an xã Bình Trung");
    assertThat(app.text("receipt-next")).contains("trong 24 giờ");
    assertThat(server.tips()).hasSize(1);
    assertThat(server.seen("POST", "/tips").get(0).body())
        .containsEntry("narrative", STORY)
        .containsEntry("immediateDanger", false)
        .containsEntry("language", "vi")
        .doesNotContainKeys("place", "reporter", "occurredAt");
    assertThat((String) server.tips().get(0).get("replayKey")).matches("[A-Za-z0-9_-]{22}");
  }

  @Test
  void the_story_is_the_only_question_that_must_be_answered() {
    app.fire("home-report");
    assertThat(app.shows("report-story-missing")).isFalse();
    app.type("report-story", "   ");
    app.fire("report-next");
    app.waitFor("report-story-missing");
    app.type("report-story", STORY);
    assertThat(app.shows("report-story-missing")).isFalse();
    app.fire("report-next");
    app.waitFor("report-place");
  }

  @Test
  void danger_brings_the_call_buttons_and_is_told_to_the_server() {
    app.fire("home-report");
    app.type("report-story", STORY);
    assertThat(app.shows("call-113")).isFalse();
    app.fire("report-danger");
    app.fire("call-113");
    app.waitForText("snackbar", "113");
    sendFromStory();
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0)).containsEntry("immediateDanger", true);
  }

  @Test
  void a_commune_is_picked_from_the_list_by_letters_without_accents() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.type("report-place", "binh trung");
    app.waitFor("report-unit-0");
    app.fire("report-unit-0");
    assertThat(app.text("report-unit")).isEqualTo("Xã Bình Trung, tỉnh Lạng Sơn");
    app.fire("report-next");
    app.fire("report-next");
    assertThat(app.screenText()).contains("Xã Bình Trung, tỉnh Lạng Sơn");
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("place"))
        .isEqualTo(
            Map.of("text", "binh trung", "unitCode", "06337", "unitValidFrom", "2025-07-01"));
  }

  @Test
  void a_picked_commune_can_be_taken_back() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.type("report-place", "binh trung");
    app.waitFor("report-unit-1");
    app.fire("report-unit-1");
    app.fire("report-unit-clear");
    app.type("report-place", "");
    assertThat(app.text("report-next")).isEqualTo("Bỏ qua, tôi không rõ");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0)).doesNotContainKey("place");
  }

  @Test
  void without_a_network_the_place_is_told_in_words() {
    server.down(true);
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.type("report-place", "bến xe Mỹ Đình");
    app.waitFor("the note", () -> app.screenText().contains("Chưa có mạng để tra danh sách"));
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
    server.down(false);
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("place")).isEqualTo(Map.of("text", "bến xe Mỹ Đình"));
  }

  @Test
  void who_reports_is_sent_only_as_far_as_it_was_said() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.fire("report-next");
    assertThat(app.text("report-next")).isEqualTo("Bỏ qua, không nêu tên");
    app.type("report-phone", "0912 345 678");
    app.type("report-safe", "chỉ nhắn tin sau 21 giờ");
    assertThat(app.text("report-next")).isEqualTo("Tiếp tục");
    app.fire("report-next");
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("reporter"))
        .isEqualTo(Map.of("phone", "0912 345 678", "safeContact", "chỉ nhắn tin sau 21 giờ"));
  }

  @Test
  void how_to_be_reached_without_danger_is_told_in_switches_and_hours() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-never-call");
    app.fire("report-neutral");
    app.type("report-from", "21h");
    app.fire("report-next");
    app.waitFor("report-hours-wrong");
    app.type("report-until", "21");
    app.fire("report-next");
    app.waitFor("report-hours-wrong");
    app.type("report-until", "23 giờ 30");
    app.fire("report-next");
    assertThat(app.screenText()).contains("Chỉ nhắn tin từ 21:00 đến 23:30");
    app.fire("send");
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("reporter"))
        .isEqualTo(
            Map.of(
                "safe",
                Map.of(
                    "neverCall",
                    true,
                    "textFrom",
                    "21:00",
                    "textUntil",
                    "23:30",
                    "neutral",
                    true)));
  }

  @Test
  void that_an_official_is_involved_is_told_only_when_said() {
    app.fire("home-report");
    app.type("report-story", STORY);
    assertThat(app.shows("report-official-of")).isFalse();
    app.fire("report-official");
    app.type("report-official-of", "công an xã");
    sendFromStory();
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0))
        .containsEntry("officialInvolved", true)
        .containsEntry("officialOf", "công an xã");
  }

  @Test
  void a_tip_that_was_read_says_so() {
    report(STORY);
    app.waitFor("receipt-code");
    assertThat(app.text("tip-state")).isEqualTo("Đã nhận tin của bạn");
    assertThat(app.text("receipt-place")).contains("Xã Bình Trung");
    app.back();
    server.staffOpens();
    app.fire("home-follow");
    openTheOnlyTip();
    app.waitFor("dialogue-receipt");
    app.fire("dialogue-receipt");
    app.waitForText("tip-state", "đã đọc");
  }

  @Test
  void the_back_key_goes_one_question_back_and_then_home() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.fire("report-next");
    app.waitFor("report-name");
    app.back();
    app.waitFor("report-place");
    app.back();
    assertThat(app.text("report-story")).isEqualTo(STORY);
    app.back();
    assertThat(app.text("home-report")).contains("Viết tiếp tin đang soạn");
  }

  @Test
  void a_draft_survives_the_phone_dying_and_opens_at_the_same_question() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.type("report-place", "bến xe");
    app.waitUntilKept();
    restartAfterDying();
    app.fire("home-report");
    assertThat(app.text("report-place")).isEqualTo("bến xe");
    app.back();
    assertThat(app.text("report-story")).isEqualTo(STORY);
    assertThat(server.seen("POST", "/tips")).isEmpty();
  }

  @Test
  void a_draft_can_be_thrown_away_after_asking() {
    app.fire("home-report");
    app.type("report-story", STORY);
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-discard");
    app.fire("report-discard-cancel");
    app.fire("report-discard");
    app.fire("report-discard-confirm");
    assertThat(app.text("home-report")).contains("Báo tin");
    app.fire("home-report");
    assertThat(app.text("report-story")).isEmpty();
  }

  @Test
  void with_the_server_down_the_tip_waits_on_the_phone_and_goes_by_itself_later() {
    server.down(true);
    report(STORY);
    app.waitFor("tip-state");
    app.waitForText("unsent-line", "sẽ được gửi: 1");
    assertThat(app.screenText()).contains("được mã hoá và lưu trên máy này");
    server.down(false);
    app.waitFor("receipt-code");
    app.waitForGone("unsent-line");
    assertThat(server.tips()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whatever_goes_wrong_on_the_way_the_server_has_the_tip_once(Fault fault) {
    app.close();
    app = AppHarness.start(veryImpatient(), home, Clock.systemUTC());
    server.next(fault, fault);
    report(STORY);
    app.waitFor("receipt-code");
    assertThat(server.tips()).hasSize(1);
    assertThat(server.seen("POST", "/tips"))
        .extracting(seen -> List.of(seen.body().get("id"), seen.body().get("replayKey")))
        .containsOnly(
            List.of(server.tips().get(0).get("id"), server.tips().get(0).get("replayKey")));
  }

  private Options veryImpatient() {
    return AppHarness.impatient(server.uri(), Duration.ofSeconds(1));
  }

  @Test
  void a_phone_that_died_with_the_tip_unsent_sends_it_after_the_restart() {
    server.down(true);
    report(STORY);
    app.waitFor("tip-state");
    app.kill();
    server.down(false);
    app = AppHarness.start(server.uri(), home);
    app.waitFor("the tip at the server", () -> server.tips().size() == 1);
    app.fire("home-follow");
    openTheOnlyTip();
    app.fire("dialogue-receipt");
    app.waitFor("receipt-code");
  }

  @Test
  void a_phone_that_died_before_it_heard_the_answer_gets_the_same_receipt() {
    app.close();
    app = AppHarness.start(veryImpatient(), home, Clock.systemUTC());
    server.next(Fault.ANSWER_LOST, Fault.ANSWER_LOST, Fault.SILENCE);
    report(STORY);
    app.waitFor("the tip at the server", () -> server.tips().size() == 1);
    app.kill();
    app = AppHarness.start(veryImpatient(), home, Clock.systemUTC());
    app.fire("home-follow");
    openTheOnlyTip();
    app.fire("dialogue-receipt");
    String digits = app.text("receipt-code").replace(" ", "");
    assertThat(digits).isEqualTo(server.tips().get(0).get("receiptCode"));
    assertThat(server.tips()).hasSize(1);
  }

  @Test
  void a_refused_tip_is_still_on_the_phone_and_can_be_corrected() {
    report("KHONG-HOP-LE");
    app.waitForText("tip-refusal", "Hãy kể chuyện xảy ra.");
    assertThat(app.text("tip-state")).isEqualTo("Máy chủ chưa nhận tin này");
    app.fire("tip-correct");
    assertThat(app.text("report-story")).isEqualTo("KHONG-HOP-LE");
    app.type("report-story", STORY);
    sendFromStory();
    app.waitFor("receipt-code");
    assertThat(server.tips()).extracting(tip -> tip.get("narrative")).containsExactly(STORY);
  }

  @Test
  void an_unsent_tip_can_be_removed_and_is_never_sent() throws InterruptedException {
    server.down(true);
    report(STORY);
    app.waitFor("tip-forget");
    app.fire("tip-forget");
    assertThat(app.screenText()).contains("CHƯA đến cơ quan nào");
    app.fire("tip-forget-confirm");
    server.down(false);
    Thread.sleep(300);
    assertThat(server.tips()).isEmpty();
    assertThat(app.shows("unsent-line")).isFalse();
  }

  private void report(String story) {
    app.fire("home-report");
    app.type("report-story", story);
    sendFromStory();
  }

  private void sendFromStory() {
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
  }

  private void openTheOnlyTip() {
    String id = (String) server.tips().get(0).get("id");
    app.waitForText("tip-" + id, "Công an xã Bình Trung");
    app.fire("tip-" + id);
  }

  private void restartAfterDying() {
    app.kill();
    app = AppHarness.start(server.uri(), home);
  }

  @Test
  void ids_of_what_a_citizen_sends_tell_no_time() {
    report(STORY);
    app.waitFor("receipt-code");
    app.fire("receipt-follow");
    app.waitFor("dialogue-text");
    app.type("dialogue-text", "Xe màu trắng");
    app.fire("dialogue-send");
    app.waitFor("the message", () -> server.messagesFromReporter().contains("Xe màu trắng"));
    assertThat(server.seen("POST", "/messages")).isNotEmpty();
    for (String path : List.of("/tips", "/messages")) {
      String id = (String) server.seen("POST", path).get(0).body().get("id");
      assertThat(UUID.fromString(id).version()).as(path).isEqualTo(4);
    }
  }

  @Test
  void a_refused_tip_keeps_its_commune_and_stands_while_the_phone_is_full() throws IOException {
    app.fire("home-report");
    app.type("report-story", "KHONG-HOP-LE");
    app.fire("report-next");
    app.type("report-place", "binh trung");
    app.waitFor("report-unit-0");
    app.fire("report-unit-0");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
    app.waitFor("tip-correct");
    Path records = home.resolve("citizen").resolve("records");
    Path away = home.resolve("citizen").resolve("away");
    Files.move(records, away);
    app.fire("tip-correct");
    app.waitFor("tip-correct");
    Files.move(away, records);
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.fire("home-follow");
    app.waitFor("the tip", () -> !app.idsBeginningWith("tip-").isEmpty());
    app.fire(tipEntry());
    app.waitFor("tip-correct");
    app.fire("tip-correct");
    app.type("report-story", STORY);
    sendFromStory();
    app.waitFor("receipt-code");
    assertThat(server.tips().get(0).get("place"))
        .isEqualTo(
            Map.of("text", "binh trung", "unitCode", "06337", "unitValidFrom", "2025-07-01"));
  }

  private String tipEntry() {
    return app.idsBeginningWith("tip-").stream()
        .filter(id -> id.length() == 40)
        .findFirst()
        .orElseThrow();
  }
}
