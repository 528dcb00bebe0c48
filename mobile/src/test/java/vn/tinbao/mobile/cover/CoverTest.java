package vn.tinbao.mobile.cover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.TestMachine;
import vn.tinbao.server.testing.Samples;

/** The disguised app: a notes pad that works, and what is behind it only for who knows how. */
class CoverTest {
  private static final String PIN = "730512";

  @TempDir Path phone;
  private final FakeServer server = new FakeServer();
  private final TestMachine machine = new TestMachine();
  private AppHarness app;

  @BeforeEach
  void start() {
    open();
  }

  private void open() {
    app =
        AppHarness.start(
            AppHarness.impatient(server.uri()).inDisguise(),
            phone.resolve("app"),
            Clock.systemUTC(),
            machine);
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void it_says_once_how_to_come_in_and_is_a_notes_pad_from_then_on() {
    assertThat(app.screenText()).contains("giữ ngón tay 2 giây").doesNotContain("TinBao");
    app.fire("cover-understood");
    assertThat(app.shows("home-report")).isTrue();
    app.fire("quick-exit");
    assertCovered();
    app.close();
    open();
    assertCovered();
    knock();
    app.waitFor("home-report");
  }

  @Test
  void notes_are_written_found_changed_kept_and_deleted() throws IOException {
    enterAndLeave();
    app.type("cover-field", "Mua gạo\n2 kg");
    app.fire("cover-add");
    app.type("cover-text", "Mua gạo và mắm");
    app.fire("cover-back");
    app.type("cover-field", "Gọi chị Lan");
    app.fire("cover-add");
    app.back();
    assertThat(app.idsBeginningWith("cover-note-")).hasSize(2);
    app.type("cover-field", "MẮM");
    assertThat(app.idsBeginningWith("cover-note-")).hasSize(1);
    app.type("cover-field", "   ");
    app.fire("cover-add");
    app.waitUntilKept();
    app.kill();
    open();
    assertThat(app.idsBeginningWith("cover-note-")).hasSize(2);
    assertThat(app.screenText()).contains("Mua gạo và mắm").contains("Gọi chị Lan");
    app.fireFirst("cover-note-");
    app.fire("cover-delete");
    app.fire("cover-delete-confirm");
    app.fireFirst("cover-note-");
    app.type("cover-text", "");
    app.back();
    assertThat(app.screenText()).contains("Chưa có ghi chú nào");
    app.close();
    open();
    assertThat(app.idsBeginningWith("cover-note-")).isEmpty();
    assertThat(everything(phone.resolve("app-notes"))).doesNotContain("mắm");
  }

  @Test
  void without_the_pin_holding_shows_nothing_and_with_it_everything_is_there() {
    app.fire("cover-understood");
    setPin();
    app.fire("home-report");
    app.type("report-story", "Chuyện không ai được đọc.");
    app.fire("quick-exit");
    assertCovered();
    knock();
    assertCovered();
    app.type("cover-field", "0912345678");
    app.fire("cover-add");
    app.fire("cover-back");
    assertCovered();
    app.type("cover-field", "111222");
    knock();
    assertThat(app.text("cover-field")).isEmpty();
    app.waitFor("the try to be counted", () -> Files.exists(phone.resolve("app/citizen/tries")));
    assertCovered();
    app.type("cover-field", "not a pin");
    knock();
    assertThat(app.text("cover-field")).isEqualTo("not a pin");
    app.type("cover-field", PIN);
    knock();
    app.waitFor("home-report");
    app.fire("home-report");
    assertThat(app.text("report-story")).isEqualTo("Chuyện không ai được đọc.");
    app.fire("quick-exit");
    assertThat(app.idsBeginningWith("cover-note-")).as("the PIN is no note").hasSize(1);
    assertThat(app.screenText()).doesNotContain(PIN);
  }

  @Test
  void ten_wrong_pins_erase_what_is_behind_and_leave_the_notes() {
    app.fire("cover-understood");
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.back();
    setPin();
    app.fire("quick-exit");
    app.type("cover-field", "Mua gạo");
    app.fire("cover-add");
    app.back();
    for (int i = 0; i < 10; i++) {
      app.type("cover-field", "000011");
      knock();
      assertCovered();
    }
    app.waitFor(
        "the end of it", () -> !Files.exists(phone.resolve("app/citizen/tries")) && knockedIn());
    app.fire("home-report");
    assertThat(app.text("report-story")).isEmpty();
    app.fire("quick-exit");
    assertThat(app.screenText()).contains("Mua gạo");
  }

  private boolean knockedIn() {
    knock();
    return app.shows("home-report");
  }

  @Test
  void without_a_pin_what_waits_is_sent_behind_the_cover() {
    app.fire("cover-understood");
    server.down(true);
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    for (int i = 0; i < 3; i++) {
      app.fire("report-next");
    }
    app.fire("send");
    app.waitFor("tip-send-now");
    app.fire("quick-exit");
    assertCovered();
    app.close();
    open();
    assertCovered();
    server.down(false);
    app.waitFor("the tip to arrive", () -> server.tips().size() == 1);
    assertCovered();
  }

  @Test
  void whoever_turns_away_leaves_the_notes_behind_unless_a_photo_is_being_taken()
      throws IOException {
    app.fire("cover-understood");
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.goAway();
    assertCovered();
    app.comeBack();
    assertCovered();
    knock();
    app.fire("home-report");
    machine.willGive(Files.write(phone.resolve("a.jpg"), Samples.jpeg()), true);
    machine.takesItsTime();
    app.fire("files-photo");
    app.goAway();
    assertThat(app.shows("cover")).isFalse();
    machine.giveNow();
    app.comeBack();
    app.waitFor("report-files");
    app.goAway();
    assertCovered();
  }

  @Test
  void erasing_everything_leaves_a_notes_pad_with_its_notes() {
    enterAndLeave();
    app.type("cover-field", "Mua gạo");
    app.fire("cover-add");
    app.back();
    knock();
    app.press("quick-exit");
    app.waitFor("the app to leave", app::left);
    app.release();
    assertThat(phone.resolve("app")).doesNotExist();
    app.close();
    open();
    assertCovered();
    assertThat(app.screenText()).contains("Mua gạo");
  }

  private void enterAndLeave() {
    app.fire("cover-understood");
    app.fire("quick-exit");
    assertCovered();
  }

  /** A notes pad is on the screen and nothing else. */
  private void assertCovered() {
    assertThat(app.shows("cover")).isTrue();
    assertThat(app.screenText()).doesNotContain("TinBao").doesNotContain("Báo tin");
    assertThat(app.shows("quick-exit")).isFalse();
    assertThat(app.shows("lock-pin")).isFalse();
  }

  private void knock() {
    app.hold("cover-title");
  }

  private void setPin() {
    app.go("nav-settings");
    assertThat(app.screenText()).contains("Vỏ ngoài là sổ ghi chú");
    app.type("settings-pin-new", PIN);
    app.type("settings-pin-again", PIN);
    app.fire("settings-pin-set");
    app.waitFor("settings-pin-remove");
    app.back();
  }

  private static String everything(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      }
    }
    return all.toString();
  }
}
