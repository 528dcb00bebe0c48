package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

class HotlinesTest {
  @TempDir Path home;
  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_numbers_are_there_with_hours_and_price_and_a_tap_offers_the_call() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-hotlines");
      app.waitFor("hotline-0694149315");
      assertThat(app.text("hotline-111")).contains("Bộ Y tế", "24/7 · miễn phí");
      app.fire("hotline-0694149315");
      app.waitForText("snackbar", "0694149315");
    }
  }

  @Test
  void once_seen_they_are_readable_without_a_network() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-hotlines");
      app.waitFor("hotline-0694149315");
    }
    server.down(true);
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-hotlines");
      app.waitFor("hotline-0694149315");
      app.waitForText("hotlines-freshness", "Chưa có mạng");
      assertThat(app.text("hotlines-freshness"))
          .as("dated")
          .matches("(?s).*\\d{2}/\\d{2}/\\d{4}.*");
    }
  }

  @Test
  void the_two_numbers_for_danger_need_no_network_at_all() {
    server.down(true);
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("call-111");
      app.waitForText("snackbar", "111");
      app.fire("home-hotlines");
      app.waitFor("call-113");
      app.waitForText("hotlines-freshness", "đúng vào ngày 2026-11-22");
      app.fire("hotline-111");
    }
  }

  @Test
  void the_numbers_of_where_one_is_come_first_and_the_place_is_remembered() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-hotlines");
      app.type("hotlines-place", "binh trung");
      app.waitFor("hotlines-unit-0");
      app.fire("hotlines-unit-0");
      app.waitFor("the numbers there", () -> app.shows("hotline-02053810113"));
      app.waitFor("call-02053810113");
      assertThat(server.seen("GET", "/hotlines").stream().map(FakeServer.Seen::query))
          .contains("unitCode=06337");
    }
    server.down(true);
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.waitFor("call-02053810113");
      app.fire("home-hotlines");
      assertThat(app.text("hotlines-here")).contains("Bình Trung");
      app.fire("hotlines-here-clear");
      app.waitFor("hotlines-place");
      assertThat(app.shows("call-02053810113")).as("of a place that was left").isFalse();
      assertThat(app.shows("hotline-02053810113")).as("of a place that was left").isFalse();
      app.waitFor("call-113");
    }
  }

  @Test
  void where_the_phone_is_is_enough_and_is_told_to_nobody_before_a_tap() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.machine().isAt(new Locator.Fix(20.5, 106.76, null, Instant.EPOCH));
      app.fire("home-hotlines");
      app.waitFor("hotline-0694149315");
      assertThat(server.seen("POST", "/units/at")).isEmpty();
      app.fire("hotlines-locate");
      app.waitForText("hotlines-locating", "Chưa rõ nơi này thuộc xã nào");
      server.down(true);
      app.fire("hotlines-locate");
      app.waitForText("hotlines-locating", "Chưa có mạng");
      server.down(false);
      app.machine().isAt(new Locator.Fix(21.85, 106.76, null, Instant.EPOCH));
      app.fire("hotlines-locate");
      app.waitFor("call-02053810113");
      assertThat(app.text("hotlines-here")).contains("Bình Trung");
    }
  }

  @Test
  void a_report_about_another_place_brings_the_numbers_there_to_whoever_is_in_danger() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-hotlines");
      app.type("hotlines-place", "binh");
      app.waitFor("hotlines-unit-1");
      app.fire("hotlines-unit-1");
      app.waitFor("hotlines-here");
      app.back();
      app.fire("home-report");
      app.type("report-story", "Có người bị giữ");
      app.fire("report-next");
      app.type("report-place", "binh trung");
      app.waitFor("report-unit-0");
      app.fire("report-unit-0");
      app.fire("report-next");
      app.fire("report-next");
      app.waitFor("send");
      assertThat(asked("unitCode=06337")).as("nobody is in danger").isFalse();
      app.back();
      app.back();
      app.back();
      app.fire("report-danger");
      app.fire("report-next");
      app.fire("report-next");
      app.fire("report-next");
      app.waitFor("call-02053810113");
    }
  }

  @Test
  void a_place_that_the_story_names_is_offered_and_its_numbers_are_the_ones_for_danger() {
    try (AppHarness app = AppHarness.start(server.uri(), home)) {
      app.fire("home-report");
      app.type("report-story", "O xa binh trung co nguoi bi giu, cuu voi");
      app.fire("report-danger");
      app.waitFor("call-113");
      app.fire("report-next");
      app.waitFor("report-told-0");
      app.fire("report-told-0");
      assertThat(app.text("report-unit")).contains("Xã Bình Trung");
      assertThat(app.shows("report-told-0")).isFalse();
      app.waitFor("the numbers there", () -> asked("unitCode=06337"));
      app.fire("report-next");
      app.fire("report-next");
      app.waitFor("send");
      app.waitFor("call-02053810113");
    }
  }

  private boolean asked(String query) {
    return server.seen("GET", "/hotlines").stream().anyMatch(seen -> query.equals(seen.query()));
  }
}
