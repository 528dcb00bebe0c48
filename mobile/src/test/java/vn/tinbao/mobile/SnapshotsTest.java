package vn.tinbao.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.server.testing.Samples;

/** Pictures of the main screens at 360×780 in {@code target/snapshots}, to be looked at. */
class SnapshotsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T01:40:00Z"), ZoneOffset.UTC);

  @TempDir Path home;
  @TempDir Path gallery;
  private final FakeServer server = new FakeServer();
  private AppHarness app;
  private String language;
  private int number;

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vi", "en"})
  void the_main_screens_are_drawn(String language) throws IOException {
    this.language = language;
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.go("nav-settings");
    app.fire("settings-language-" + language);
    take("settings");
    app.back();
    app.go("nav-guide");
    take("guide");
    app.fire("guide-signs");
    take("guide-signs");
    app.back();
    app.back();
    take("home");
    app.fire("nav");
    take("drawer");
    app.fire("nav-report");
    take("story-empty");
    app.type(
        "report-story",
        "Có người tên Thuỷ rủ cháu gái tôi (16 tuổi) sang Trung Quốc làm việc nhẹ lương cao. "
            + "Sáng mai 5 giờ xe đón ở ngã ba. NGUYỄN THỊ ÚT Ở ẤP TRÊN, MỸ ĐỨC, Ổ GÀ, Ẫ Ề Ỡ Ữ.");
    app.fire("report-danger");
    take("story-danger");
    app.fire("report-danger");
    app.machine().willGive(file("a.jpg", Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("report-files");
    app.machine().willGive(file("a.pdf", new byte[300_000]), false);
    app.fire("files-file");
    app.waitFor("both", () -> app.idsBeginningWith("file-remove-").size() == 2);
    app.fire("report-official");
    take("story-files");
    app.fire("report-next");
    app.type("report-place", "binh trung");
    app.waitFor("report-unit-1");
    take("place-suggestions");
    app.fire("report-unit-0");
    take("place-picked");
    app.fire("report-unit-clear");
    app.machine().isAt(new Locator.Fix(21.85431, 106.762312, null, CLOCK.instant()));
    app.fire("report-locate");
    app.waitFor("report-unit-clear");
    take("place-position");
    app.fire("report-next");
    app.fire("report-never-call");
    app.type("report-from", "21h");
    app.type("report-until", "23h");
    take("reporter");
    app.fire("report-next");
    take("send");
    server.down(true);
    app.fire("send");
    app.waitFor("unsent-line");
    app.waitFor("tip-send-now");
    take("saved-here");
    server.down(false);
    app.waitFor("receipt-code");
    app.waitForGone("unsent-line");
    take("receipt");
    app.fire("receipt-follow");
    app.waitFor("dialogue-status");
    server.staffAnswers(
        "Công an xã Bình Trung đã nhận tin của bạn. Chúng tôi đang kiểm tra chuyến xe. "
            + "Bạn có nhớ biển số xe không?");
    app.type("dialogue-text", "Biển số 12A, xe màu trắng, có chữ Hoà Bình.");
    app.fire("dialogue-send");
    app.waitFor("delivered", () -> server.messagesFromReporter().size() == 1);
    app.waitForGone("unsent-line");
    app.waitFor("both", () -> app.idsBeginningWith("message-").size() == 3);
    take("dialogue");
    app.back();
    app.back();
    app.fire("home-follow");
    app.waitFor("follow-code");
    take("tips");
    app.back();
    app.fire("home-hotlines");
    app.waitFor("hotline-111");
    app.fire("hotline-111");
    take("hotlines");
    app.fire("hotlines-here-clear");
    app.waitFor("hotlines-locate");
    take("hotlines-anywhere");
    app.back();
    news();
    app.go("nav-officer");
    app.type("sign-in-username", FakeServer.USERNAME);
    app.fire("sign-in");
    app.waitFor("sign-in-problem");
    take("sign-in");
    app.type("sign-in-password", FakeServer.PASSWORD);
    app.type("sign-in-totp", FakeServer.TOTP);
    app.fire("sign-in");
    app.waitFor("pin-set");
    take("pin-new");
    app.choosePin();
    String done = server.offer("Chợ Đồng Đăng, xã Đồng Đăng, tỉnh Lạng Sơn", "Chuyện đã xong.");
    server.setState(done, "DONE");
    String task =
        server.offer(
            "Ngã ba Bình Trung, xã Bình Trung, tỉnh Lạng Sơn",
            "Có người rủ cháu gái 16 tuổi sang Trung Quốc. Xe đón lúc 5 giờ sáng mai ở ngã ba.");
    server.told(task, "Sau chợ, nhà cấp bốn mái tôn xanh", 21.85431, 106.762312);
    app.waitFor("assignment-" + task);
    app.waitFor("assignment-" + done);
    take("tasks");
    String call =
        server.callToDuty(
            "Trực cao điểm hưởng ứng Ngày 30/7",
            "Có mặt lúc 18 giờ hôm nay tại trụ sở Công an xã. Mang theo điện thoại công vụ.");
    app.waitFor("notice-read-" + call);
    take("tasks-call");
    app.fire("notice-read-" + call);
    app.waitForGone("notice-read-" + call);
    app.waitFor("acknowledged", () -> server.noticesRead().contains(call));
    server.callToDuty("Nhắc nộp báo cáo tuần", "Hạn 29/11/2026.");
    app.fire("open-notices");
    app.waitFor("both notices", () -> app.idsBeginningWith("notice-0").size() == 2);
    app.waitFor("notice-state-" + call);
    take("notices");
    app.back();
    app.waitFor("assignment-" + task);
    app.fire("assignment-" + task);
    app.waitFor("assignment-instruction");
    take("task-offered");
    app.fire("action-accept");
    app.waitFor("assignment-told");
    app.waitForGone("unsent-line");
    take("task-accepted");
    server.down(true);
    app.fire("action-en-route");
    app.waitFor("unsent-line");
    take("task-unsent");
    app.fire("action-report");
    app.type("note-text", "Đã đến ngã ba, chưa thấy xe.");
    take("note");
    app.back();
    app.fire("field-report");
    app.type("report-victims-count", "2");
    app.type("report-victims", "Hai cháu gái khoảng 15–16 tuổi, mệt, không có giấy tờ tuỳ thân.");
    app.fire("report-need-shelter");
    take("field-report");
    app.machine().isAt(new Locator.Fix(21.85431, 106.762312, 11.2, CLOCK.instant()));
    app.fire("report-locate");
    app.machine().willGive(file("b.jpg", Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("the photo", () -> !app.idsBeginningWith("task-file-drop-").isEmpty());
    app.lower("task-files");
    take("field-report-files");
    app.fire("report-screening");
    app.fire("screening-documents-held-yes");
    take("screening");
    app.back();
    app.back();
    server.down(false);
    server.rival(task, "vehicle", "Xe trắng 12A-345.67", "Xe đen, không nhìn rõ biển số");
    app.waitFor("choose");
    take("task-choice");
    app.fire("choose");
    take("choice");
    app.back();
    app.back();
    app.fire("lock");
    app.waitFor("pin");
    app.type("pin", "111222");
    app.fire("pin-unlock");
    app.waitForText("pin-problem", "9");
    take("pin");
    server.down(false);
    assertThat(Path.of("target/snapshots", language).toFile().list()).hasSizeGreaterThan(18);
  }

  /** Places that are followed, their news, an article and the list of places. */
  private void news() {
    server.tell(
        "n1",
        "u-06337-20250701-" + (language.equals("en") ? "en" : "vi"),
        "article",
        "a1",
        "Ngày 30/7: việc nhẹ lương cao ở nước ngoài, hỏi trước khi đi",
        "Ba câu hỏi cần đặt ra trước khi nhận lời, và nơi gọi để hỏi.",
        CLOCK.instant().plusSeconds(86_400));
    server.article(
        "a1",
        "Ngày 30/7",
        "Người rủ đi có cho xem giấy phép không?\n\nAi giữ hộ chiếu của bạn?\n\nGọi 111 để hỏi.");
    app.go("nav-articles");
    app.waitFor("article-a1");
    take("articles");
    app.fire("article-a1");
    app.waitFor("article-paragraph-2");
    take("article");
    app.back();
    app.back();
    app.go("nav-guide");
    app.fire("guide-offers");
    app.type("offers-name", "phuong dong");
    app.fire("offers-find");
    app.waitFor("offers-verdict");
    take("offers");
    app.back();
    app.back();
    app.machine().push().comeIntoBeing();
    app.go("nav-news");
    take("news-none");
    app.fire("news-places");
    app.type("places-search", "binh trung");
    app.waitFor("places-pick-0");
    app.fire("places-pick-0");
    take("places");
    app.back();
    app.waitFor("news-a1");
    take("news");
    app.fire("news-a1");
    app.waitFor("news-paragraph-2");
    take("news-article");
    app.back();
    app.back();
  }

  @Test
  void the_screens_of_an_officer_are_drawn_with_the_largest_text() throws IOException {
    language = "large-officer";
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.go("nav-settings");
    app.fire("settings-text-largest");
    app.back();
    news();
    app.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
    app.waitFor("officer-name");
    String task =
        server.offer(
            "Ngã ba Bình Trung, xã Bình Trung, tỉnh Lạng Sơn",
            "Có người rủ cháu gái 16 tuổi sang Trung Quốc. Xe đón lúc 5 giờ sáng mai ở ngã ba.");
    app.waitFor("assignment-" + task);
    take("tasks");
    String call =
        server.callToDuty(
            "Trực cao điểm hưởng ứng Ngày 30/7", "Có mặt lúc 18 giờ hôm nay tại trụ sở.");
    app.waitFor("notice-read-" + call);
    take("tasks-call");
    app.fire("notice-read-" + call);
    app.waitForGone("notice-read-" + call);
    app.fire("assignment-" + task);
    app.waitFor("assignment-instruction");
    take("task");
    app.fire("action-accept");
    app.waitFor("assignment-narrative");
    app.fire("field-report");
    take("report");
    app.machine().isAt(new Locator.Fix(21.85431, 106.762312, 11.2, CLOCK.instant()));
    app.fire("report-locate");
    app.machine().willGive(file("b.jpg", Samples.jpeg()), true);
    app.fire("files-photo");
    app.waitFor("the photo", () -> !app.idsBeginningWith("task-file-").isEmpty());
    app.lower("task-files");
    take("report-files");
    app.fire("report-screening");
    take("screening");
    app.back();
    app.back();
    server.rival(task, "vehicle", "Xe trắng 12A-345.67", "Xe đen, không nhìn rõ biển số");
    app.waitFor("choose");
    app.fire("choose");
    take("choice");
    app.back();
    app.back();
    app.back();
    app.go("nav-settings");
    app.fire("settings-contrast");
    app.back();
    app.openOfficer();
    app.waitFor("assignment-" + task);
    take("tasks-contrast");
    app.fire("assignment-" + task);
    app.waitFor("choose");
    take("task-contrast");
    app.fire("choose");
    take("choice-contrast");
    app.back();
    app.fire("field-report");
    take("report-contrast");
    app.lower("task-files");
    take("report-files-contrast");
    app.fire("report-screening");
    take("screening-contrast");
    assertThat(Path.of("target/snapshots/large-officer").toFile().list()).hasSizeGreaterThan(9);
  }

  @Test
  void the_screens_of_a_citizen_are_drawn_with_the_largest_text_and_in_high_contrast() {
    language = "large";
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.go("nav-settings");
    app.fire("settings-text-largest");
    take("settings");
    app.back();
    take("home");
    app.fire("home-report");
    app.type("report-story", "NGUYỄN THỊ ÚT Ở ẤP TRÊN, MỸ ĐỨC, Ổ GÀ, Ẫ Ề Ỡ Ữ.");
    app.fire("report-danger");
    take("story");
    app.fire("report-next");
    take("place");
    app.fire("report-next");
    take("reporter");
    app.fire("report-next");
    take("send");
    app.fire("send");
    app.waitFor("receipt-code");
    take("receipt");
    app.fire("receipt-follow");
    app.waitFor("dialogue-status");
    take("dialogue");
    app.back();
    app.back();
    app.fire("home-hotlines");
    take("hotlines");
    app.back();
    app.go("nav-settings");
    app.fire("settings-contrast");
    app.back();
    take("home-contrast");
    news();
    app.go("nav-guide");
    take("guide-contrast");
    app.back();
    app.fire("home-report");
    take("story-contrast");
    assertThat(Path.of("target/snapshots/large").toFile().list()).hasSizeGreaterThan(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vi", "en"})
  void the_notes_pad_of_the_disguise_is_drawn(String spoken) {
    language = "cover-" + spoken;
    app =
        AppHarness.start(
            AppHarness.impatient(server.uri()).inDisguise(), home.resolve("app"), CLOCK);
    take("intro");
    app.fire("cover-understood");
    app.go("nav-settings");
    app.fire("settings-language-" + spoken);
    take("settings");
    app.fire("quick-exit");
    take("empty");
    app.type("cover-field", "Mua gạo, nước mắm\n2 kg");
    app.fire("cover-add");
    app.fire("cover-back");
    app.type("cover-field", "Tiền điện tháng 11: 312.000 đồng, trả trước ngày 25");
    app.fire("cover-add");
    take("note");
    app.fire("cover-delete");
    take("note-delete");
    app.fire("cover-back");
    take("list");
    assertThat(Path.of("target/snapshots", language).toFile().list()).hasSize(6);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(gallery.resolve(name), content);
  }

  private void take(String name) {
    number++;
    assertThat(app.cutTexts()).as("cut on %s %s", language, name).isEmpty();
    app.snapshot(Path.of("target/snapshots", language, String.format("%02d-%s.png", number, name)));
  }
}
