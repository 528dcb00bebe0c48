package vn.tinbao.mobile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

class FrameTest {
  private static final double TOUCH = 48;
  private static final double BAR = 56;

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
  void the_drawer_leads_everywhere_and_the_back_key_closes_it() {
    app.fire("nav");
    app.waitFor("nav-tips");
    app.back();
    assertThat(app.shows("nav-tips")).isFalse();
    for (List<String> place :
        List.of(
            List.of("nav-report", "report-story"),
            List.of("nav-tips", "follow-code"),
            List.of("nav-hotlines", "hotlines"),
            List.of("nav-guide", "guide-signs"),
            List.of("nav-officer", "sign-in-username"),
            List.of("nav-settings", "settings-wipe"))) {
      app.go(place.get(0));
      app.waitFor(place.get(1));
      app.fire("nav");
      app.waitFor("home-report");
    }
  }

  @Test
  void a_finger_on_the_exit_leaves_at_once_from_every_screen_of_a_citizen() {
    app.fire("home-report");
    app.click("quick-exit");
    app.waitFor("the app to leave", app::left);
    assertThat(home.resolve("citizen/key")).exists();
  }

  @Test
  void a_finger_that_stays_on_the_exit_erases_everything_and_leaves() {
    app.fire("home-report");
    app.type("report-story", "Không ai được biết.");
    app.press("quick-exit");
    app.waitFor("the app to leave", app::left);
    assertThat(home).doesNotExist();
    app.release();
  }

  @Test
  void lifting_the_finger_in_time_erases_nothing() throws InterruptedException {
    app.press("quick-exit");
    Thread.sleep(200);
    app.release();
    app.waitFor("the app to leave", app::left);
    assertThat(home.resolve("citizen/key")).exists();
  }

  @Test
  void the_language_changes_at_once_and_is_remembered() {
    app.go("nav-settings");
    app.fire("settings-language-en");
    assertThat(app.text("title")).isEqualTo("Settings");
    app.back();
    assertThat(app.text("home-report")).contains("Report");
    app.close();
    app = AppHarness.start(server.uri(), home);
    assertThat(app.text("home-report")).contains("Report");
    app.fire("home-hotlines");
    app.waitFor("hotline-111");
  }

  @Test
  void everything_can_be_erased_in_the_settings_after_asking() {
    app.go("nav-settings");
    app.fire("settings-wipe");
    app.fire("settings-wipe-cancel");
    assertThat(home).exists();
    app.fire("settings-wipe");
    app.fire("settings-wipe-confirm");
    app.waitFor("the app to leave", app::left);
    assertThat(home).doesNotExist();
  }

  @Test
  void a_server_is_chosen_only_when_the_way_to_it_is_encrypted() {
    app.close();
    app = AppHarness.start(AppHarness.impatient(null), home, java.time.Clock.systemUTC());
    app.go("nav-settings");
    app.type("settings-server", "http://tinbao.example.vn");
    app.fire("settings-save");
    app.waitFor("settings-problem");
    app.type("settings-server", server.uri().toString());
    app.fire("settings-save");
    assertThat(app.shows("settings-problem")).isFalse();
    app.back();
    app.fire("home-hotlines");
    app.waitFor("hotline-111");
  }

  @Test
  void the_server_stays_while_an_officer_is_signed_in_whose_token_it_is() {
    app.close();
    app = AppHarness.start(AppHarness.impatient(null), home, java.time.Clock.systemUTC());
    app.go("nav-settings");
    app.type("settings-server", server.uri().toString());
    app.fire("settings-save");
    app.back();
    app.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
    app.waitFor("officer-name");
    app.back();
    app.go("nav-settings");
    app.type("settings-server", "https://khac.example.vn");
    app.fire("settings-save");
    app.waitForText("settings-problem", "Hãy đăng xuất");
    app.fire("settings-language-vi");
    assertThat(app.text("settings-server")).isEqualTo(server.uri().toString());
  }

  @Test
  void of_a_text_that_is_too_long_as_much_is_taken_as_fits() {
    app.fire("home-report");
    AppHarness.onScreen(
        () -> {
          TextInputControl story = (TextInputControl) app.lookup("report-story");
          story.appendText("đầu ");
          story.appendText("x".repeat(30_000));
          assertThat(story.getText()).hasSize(20_000).startsWith("đầu x");
          story.insertText(0, "y");
          assertThat(story.getText()).hasSize(20_000).startsWith("đầu x");
          return null;
        });
  }

  @Test
  void the_chosen_text_size_and_contrast_stay_and_nothing_is_cut_at_the_largest() {
    app.go("nav-settings");
    app.fire("settings-text-largest");
    app.fire("settings-contrast");
    checkScreen("settings");
    app.close();
    app = AppHarness.start(server.uri(), home);
    assertThat(app.bounds("home-kept").getHeight()).isGreaterThan(75);
    assertThat(app.app().root().getStyleClass()).contains("contrast");
    everyScreen();
  }

  @Test
  void the_guide_is_read_without_a_network_in_both_languages() {
    server.down(true);
    for (String language : List.of("vi", "en")) {
      app.go("nav-settings");
      app.fire("settings-language-" + language);
      app.back();
      app.fire("home-guide");
      app.waitFor("guide-offers");
      List<String> articles =
          app.idsBeginningWith("guide-").stream().filter(id -> !id.equals("guide-offers")).toList();
      assertThat(articles).hasSize(6);
      for (String article : articles) {
        app.fire(article);
        checkScreen(article);
        app.waitFor("guide-report");
        app.back();
      }
      app.back();
    }
    assertThat(server.seen("GET", "")).isEmpty();
  }

  @Test
  void everything_that_is_touched_is_large_enough_and_no_text_is_cut_on_any_screen() {
    everyScreen();
  }

  private void everyScreen() {
    String task = server.offer("Bến xe Đồng Đăng", "Chuyện.");
    checkScreen("home");
    app.fire("home-report");
    app.fire("report-danger");
    checkScreen("story");
    app.type("report-story", "Ẫ Ề Ổ Ữ ".repeat(40));
    app.fire("report-next");
    app.type("report-place", "binh trung");
    app.waitFor("report-unit-1");
    checkScreen("place");
    app.fire("report-unit-1");
    checkScreen("place picked");
    app.fire("report-next");
    checkScreen("reporter");
    app.fire("report-next");
    app.fire("report-discard");
    checkScreen("send");
    app.fire("send");
    app.waitFor("receipt-code");
    checkScreen("receipt");
    app.fire("receipt-follow");
    server.staffAnswers("Cảm ơn bạn. ".repeat(30));
    app.waitForText("dialogue-messages", "Cảm ơn");
    checkScreen("dialogue");
    app.back();
    app.back();
    app.fire("home-follow");
    checkScreen("tips");
    app.back();
    app.fire("home-hotlines");
    app.waitFor("hotline-111");
    checkScreen("hotlines");
    app.back();
    app.fire("nav");
    checkScreen("drawer");
    app.fire("nav-settings");
    checkScreen("settings");
    app.back();
    app.go("nav-officer");
    checkScreen("sign in");
    app.type("sign-in-username", FakeServer.USERNAME);
    app.type("sign-in-password", FakeServer.PASSWORD);
    app.type("sign-in-totp", FakeServer.TOTP);
    app.fire("sign-in");
    app.choosePin();
    app.waitFor("assignment-" + task);
    checkScreen("tasks");
    app.fire("assignment-" + task);
    checkScreen("task");
    app.fire("action-decline");
    checkScreen("note");
  }

  private void checkScreen(String name) {
    AppHarness.onScreen(
        () -> {
          for (Node node : app.visible()) {
            Bounds bounds = node.localToScene(node.getLayoutBounds());
            if (node instanceof AppBar) {
              assertThat(bounds.getHeight()).isEqualTo(BAR);
            }
            boolean touched = node instanceof ButtonBase || node instanceof TextInputControl;
            if (touched && node.getId() != null) {
              String what = name + ": #" + node.getId();
              assertThat(bounds.getHeight()).as(what).isGreaterThanOrEqualTo(TOUCH);
              assertThat(bounds.getMinX()).as(what).isGreaterThanOrEqualTo(0);
              assertThat(bounds.getMaxX()).as(what).isLessThanOrEqualTo(360);
            }
            if (node instanceof Labeled labeled && labeled.getText() != null) {
              Node drawn = labeled.lookup(".text");
              boolean cut =
                  drawn instanceof javafx.scene.text.Text text
                      && text.getText().endsWith("...")
                      && !labeled.getText().endsWith("...");
              assertThat(cut).as(name + ": " + labeled.getText()).isFalse();
            }
          }
          return null;
        });
  }

  @Test
  void the_server_stays_while_a_tip_is_on_the_phone_whose_code_it_knows() {
    app.close();
    app = AppHarness.start(AppHarness.impatient(null), home, java.time.Clock.systemUTC());
    app.go("nav-settings");
    app.type("settings-server", server.uri().toString());
    app.fire("settings-save");
    app.back();
    app.fire("home-report");
    app.type("report-story", "Chuyện.");
    for (int i = 0; i < 3; i++) {
      app.fire("report-next");
    }
    app.fire("send");
    app.waitFor("receipt-code");
    app.back();
    app.go("nav-settings");
    app.type("settings-server", "https://khac.example.vn");
    app.fire("settings-save");
    app.waitForText("settings-problem", "xoá các tin khỏi máy này");
  }
}
