package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

class FollowingTest {
  @TempDir Path home;
  @TempDir Path otherHome;
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
  void the_answer_of_the_agency_appears_in_the_dialogue() {
    report();
    app.fire("receipt-follow");
    app.waitForText("dialogue-messages", "Chưa có trả lời");
    server.staffAnswers("Chúng tôi đang đến. Hãy ở nơi an toàn.");
    app.waitForText("dialogue-messages", "Hãy ở nơi an toàn.");
    app.waitForText("dialogue-status", "Đang xác minh");
    app.waitForText("dialogue-freshness", "Cập nhật lúc");
  }

  @Test
  void unread_answers_are_counted_until_they_are_looked_at() {
    report();
    server.staffAnswers("Cảm ơn bạn.");
    app.back();
    app.fire("home-follow");
    app.waitForText("tips", "1 trả lời chưa đọc");
    app.back();
    app.waitForText("home-follow", "Có 1 trả lời chưa đọc");
    app.fire("home-follow");
    app.fire(onlyTip());
    app.back();
    app.back();
    app.waitForText("home-follow", "Xem trả lời cho tin đã báo");
  }

  @Test
  void a_message_waits_for_the_network_and_arrives_once() {
    report();
    app.fire("receipt-follow");
    server.down(true);
    app.type("dialogue-text", "Xe màu trắng, biển 12A");
    app.fire("dialogue-send");
    app.waitForText("dialogue-messages", "Đã lưu trên máy này, sẽ được gửi");
    assertThat(app.text("dialogue-text")).isEmpty();
    app.waitForText("dialogue-freshness", "Chưa có mạng");
    server.next("/messages", FakeServer.Fault.ANSWER_LOST, FakeServer.Fault.ANSWER_LOST);
    server.down(false);
    app.waitFor(
        "the message at the server",
        () -> server.messagesFromReporter().contains("Xe màu trắng, biển 12A"));
    app.waitFor(
        "acknowledged", () -> !app.text("dialogue-messages").contains("Đã lưu trên máy này"));
    assertThat(server.messagesFromReporter()).hasSize(1);
    app.waitFor("story and message", () -> app.idsBeginningWith("message-").size() == 2);
  }

  @Test
  void a_half_typed_message_is_there_again_after_a_restart() {
    report();
    app.fire("receipt-follow");
    app.type("dialogue-text", "Tôi nhớ thêm");
    app.waitUntilKept();
    app.kill();
    app = AppHarness.start(server.uri(), home);
    app.fire("home-follow");
    app.fire(onlyTip());
    assertThat(app.text("dialogue-text")).isEqualTo("Tôi nhớ thêm");
  }

  @Test
  void a_code_from_elsewhere_opens_the_dialogue_and_is_not_kept_unless_asked() {
    String code = codeOfATipFromElsewhere();
    app.fire("home-follow");
    app.type("follow-code", code);
    app.fire("follow-open");
    app.waitForText("dialogue-messages", "Cảm ơn bạn.");
    app.type("dialogue-text", "Tôi có thêm tin");
    app.fire("dialogue-send");
    app.waitFor("sent", () -> server.messagesFromReporter().contains("Tôi có thêm tin"));
    app.waitFor("no more unsent", () -> !app.shows("unsent-line"));
    app.close();
    app = AppHarness.start(server.uri(), home);
    app.fire("home-follow");
    assertThat(app.text("tips")).contains("Chưa có tin nào trên máy này");
  }

  @Test
  void a_code_that_may_be_kept_is_there_after_a_restart_also_without_a_network() {
    String code = codeOfATipFromElsewhere();
    app.fire("home-follow");
    app.type("follow-code", code);
    app.fire("follow-keep");
    app.fire("follow-open");
    app.waitForText("dialogue-messages", "Cảm ơn bạn.");
    app.close();
    server.down(true);
    app = AppHarness.start(server.uri(), home);
    app.fire("home-follow");
    app.fire(onlyTip());
    app.waitForText("dialogue-messages", "Cảm ơn bạn.");
    app.fire("dialogue-receipt");
    assertThat(app.text("receipt-code")).isEqualTo(code);
  }

  @Test
  void a_mistyped_code_is_noticed_before_the_server_is_asked() {
    app.fire("home-follow");
    app.type("follow-code", "1234 5678 9012 3456 7892");
    app.fire("follow-open");
    app.waitForText("follow-problem", "Mã chưa đúng");
    assertThat(server.seen("GET", "/follow")).isEmpty();
  }

  @Test
  void an_unknown_code_and_a_missing_network_are_said() {
    app.fire("home-follow");
    app.type("follow-code", "0".repeat(20));
    app.fire("follow-open");
    app.waitForText("follow-problem", "Không tìm thấy tin nào");
    server.down(true);
    app.fire("follow-open");
    app.waitForText("follow-problem", "Chưa kết nối được");
  }

  @Test
  void a_tip_is_removed_from_the_phone_but_not_from_the_agency() {
    report();
    app.fire("receipt-follow");
    app.fire("dialogue-forget");
    app.fire("dialogue-forget-confirm");
    app.fire("home-follow");
    assertThat(app.text("tips")).contains("Chưa có tin nào trên máy này");
    assertThat(server.tips()).hasSize(1);
  }

  private void report() {
    app.fire("home-report");
    app.type("report-story", "Chuyện xảy ra hôm qua.");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("report-next");
    app.fire("send");
    app.waitFor("receipt-code");
  }

  private String codeOfATipFromElsewhere() {
    try (AppHarness other = AppHarness.start(server.uri(), otherHome)) {
      other.fire("home-report");
      other.type("report-story", "Chuyện từ máy khác.");
      other.fire("report-next");
      other.fire("report-next");
      other.fire("report-next");
      other.fire("send");
      other.waitFor("receipt-code");
      server.staffAnswers("Cảm ơn bạn.");
      return other.text("receipt-code");
    }
  }

  private String onlyTip() {
    return "tip-" + server.tips().get(0).get("id");
  }
}
