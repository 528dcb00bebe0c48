package vn.tinbao.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.geometry.BoundingBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

/** The optional PIN of a citizen: one tap locks, and locked shows and sends nothing. */
class LockTest {
  private static final String PIN = "730512";

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
  void one_tap_on_the_exit_locks_and_the_pin_opens_again_where_nothing_is_lost() {
    setPin();
    app.back();
    app.fire("home-report");
    app.type("report-story", "Chuyện không ai được đọc.");
    app.fire("quick-exit");
    assertThat(app.left()).isFalse();
    assertThat(app.shows("lock-pin")).isTrue();
    assertThat(app.screenText()).doesNotContain("TinBao").doesNotContain("Chuyện");
    unlock(PIN);
    app.waitFor("home-report");
    app.fire("home-report");
    assertThat(app.text("report-story")).isEqualTo("Chuyện không ai được đọc.");
  }

  @Test
  void a_restart_asks_for_the_pin_and_sends_nothing_before() {
    setPin();
    app.back();
    server.down(true);
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    for (int i = 0; i < 3; i++) {
      app.fire("report-next");
    }
    app.fire("send");
    app.waitFor("tip-send-now");
    app.close();
    app = AppHarness.start(server.uri(), home);
    assertThat(app.shows("lock-pin")).isTrue();
    // What the closed one had under way has ended without the server.
    server.down(false);
    unlock("111222");
    app.waitForText("lock-problem", "Còn 9 lần");
    assertThat(server.tips()).isEmpty();
    unlock(PIN);
    app.waitFor("the tip to arrive", () -> server.tips().size() == 1);
  }

  @Test
  void ten_wrong_ones_erase_everything_and_leave_an_app_as_on_its_first_day() {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.waitUntilKept();
    app.back();
    setPin();
    app.fire("quick-exit");
    assertThat(home.resolve("citizen/files")).doesNotExist();
    for (int left = 9; left > 0; left--) {
      unlock("000011");
      app.waitForText("lock-problem", "Còn " + left + " lần");
    }
    unlock("000011");
    app.waitFor("home-report");
    app.fire("home-report");
    assertThat(app.text("report-story")).isEmpty();
  }

  @Test
  void an_easy_or_mistyped_pin_is_not_taken_and_a_pin_can_be_removed() {
    app.go("nav-settings");
    choose("12345", "12345");
    app.waitForText("pin-mistake", "ít nhất 6");
    choose("123456", "123456");
    app.waitForText("pin-mistake", "dễ đoán");
    choose(PIN, "730513");
    app.waitForText("pin-mistake", "không giống nhau");
    choose(PIN, PIN);
    app.waitFor("settings-pin-remove");
    app.fire("settings-pin-remove");
    app.fire("settings-pin-remove-confirm");
    app.waitFor("settings-pin-new");
    app.close();
    app = AppHarness.start(server.uri(), home);
    assertThat(app.shows("home-report")).isTrue();
  }

  @Test
  void a_finger_that_stays_erases_everything_also_when_locked() {
    setPin();
    app.fire("quick-exit");
    app.press("quick-exit");
    app.waitFor("the app to leave", app::left);
    assertThat(home).doesNotExist();
    app.release();
  }

  @Test
  void whoever_turns_away_leaves_an_empty_picture_behind_and_finds_everything_as_it_was() {
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    app.goAway();
    assertThat(app.bounds("curtain")).isEqualTo(new BoundingBox(0, 0, 360, 780));
    assertThat(app.onTop()).isEqualTo("curtain");
    app.goAway();
    app.comeBack();
    assertThat(app.shows("curtain")).isFalse();
    assertThat(app.text("report-story")).isEqualTo("Chuyện.");
  }

  private void setPin() {
    app.go("nav-settings");
    choose(PIN, PIN);
    app.waitFor("settings-pin-remove");
  }

  private void choose(String pin, String again) {
    app.type("settings-pin-new", pin);
    app.type("settings-pin-again", again);
    app.fire("settings-pin-set");
  }

  private void unlock(String pin) {
    app.waitFor("the lock", () -> !app.lookup("lock-open").isDisabled());
    app.type("lock-pin", pin);
    app.fire("lock-open");
  }
}
