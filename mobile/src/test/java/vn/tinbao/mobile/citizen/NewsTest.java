package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;
import vn.tinbao.mobile.testing.TestMachine;

/** News of places: followed by a tap, told once, read again without a network. */
class NewsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String HERE = "u-06337-20250701-vi";
  private static final String ELSEWHERE = "u-26557-20250701-vi";
  private static final Instant LONG = Instant.parse("2026-12-22T00:00:00Z");

  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private AppHarness app;

  @BeforeEach
  void start() {
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void nothing_is_asked_before_a_place_is_followed_and_then_news_come_by_a_hint() {
    server.tell("n1", HERE, "article", "a1", "Cảnh giác việc nhẹ lương cao", "Ở Bình Trung", LONG);
    app.go("nav-news");
    assertThat(app.screenText()).contains("Chọn nơi bạn muốn nhận tin");
    assertThat(server.seen()).noneMatch(seen -> seen.path().contains("topics"));
    follow("binh trung", 0);
    app.back();
    app.waitFor("news-a1");
    assertThat(app.text("news-a1")).contains("● Cảnh giác việc nhẹ lương cao", "Ở Bình Trung");
    app.back();
    app.waitForText("home-news", "1 tin mới");
    server.tell("n2", HERE, "warning", "x", "Cảnh báo", "Xe lạ ở bến", LONG);
    app.waitFor("banner");
    app.fire("banner");
    app.waitFor("news-n2");
  }

  @Test
  void what_comes_by_two_places_is_told_once_and_not_again_after_it_was_old() {
    server.tell("n1", HERE, "article", "a1", "Bài một", "nội dung", LONG);
    server.tell("n2", ELSEWHERE, "article", "a1", "Bài một", "nội dung", LONG);
    server.article("a1", "Bài một", "Đoạn.");
    server.tell("n3", HERE, "article", "a2", "Đã cũ", "cũ", NOW.minusSeconds(1));
    app.go("nav-news");
    follow("binh trung", 0);
    follow("binh trung", 1);
    app.back();
    app.waitFor("news-a1");
    assertThat(app.idsBeginningWith("news-a")).containsExactly("news-a1");
    app.fire("news-a1");
    app.back();
    assertThat(app.text("news-a1")).doesNotContain("●");
    app.kill();
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.go("nav-news");
    app.waitFor("news-a1");
    assertThat(app.text("news-a1")).as("still read").doesNotContain("●");
    assertThat(app.shows("banner")).isFalse();
  }

  @Test
  void an_article_is_read_again_without_a_network_and_goes_when_it_is_withdrawn() {
    server.tell("n1", HERE, "article", "a1", "Bài một", "tóm tắt", LONG);
    server.article("a1", "Bài một", "Đoạn thứ nhất.\n\nĐoạn thứ hai.");
    app.go("nav-news");
    follow("binh trung", 0);
    app.back();
    app.waitFor("news-a1");
    app.fire("news-a1");
    app.waitForText("news-paragraph-1", "Đoạn thứ hai.");
    app.back();
    app.fire("news-a1");
    app.waitFor("the copy to be right", () -> server.unchanged() == 1);
    app.waitForText("news-paragraph-0", "Đoạn thứ nhất.");
    app.back();
    server.down(true);
    app.fire("news-a1");
    app.waitForText("news-item-state", "bản đã tải lúc 22/11/2026 09:00");
    assertThat(app.text("news-paragraph-0")).isEqualTo("Đoạn thứ nhất.");
    app.back();
    server.down(false);
    server.article("a1", "", null);
    app.fire("news-a1");
    app.waitForText("news-item-state", "đã được gỡ");
    assertThat(app.shows("news-paragraph-0")).isFalse();
    app.back();
    app.waitForGone("news-a1");
  }

  @Test
  void a_place_is_followed_no_more_and_none_is_followed_twice() {
    app.go("nav-news");
    follow("binh trung", 0);
    follow("binh trung", 0);
    assertThat(app.idsBeginningWith("places-drop-")).hasSize(1);
    app.fire("places-drop-0");
    app.waitFor("places-none");
    app.close();
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.go("nav-news");
    assertThat(app.screenText()).contains("Chọn nơi bạn muốn nhận tin");
  }

  @Test
  void the_maker_of_the_system_is_asked_only_when_the_person_wants_it_and_untold_again() {
    app.go("nav-news");
    follow("binh trung", 0);
    assertThat(app.shows("places-push")).as("a machine that nobody can wake").isFalse();
    app.close();
    TestMachine machine = wakeable();
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK, machine);
    app.go("nav-news");
    app.fire("news-places");
    assertThat(app.screenText()).contains("Google sẽ biết");
    assertThat(machine.push().asked()).isZero();
    app.fire("places-push");
    assertThat(machine.push().asked()).isEqualTo(1);
    machine.push().address("first");
    app.waitFor("one place", () -> server.followers().equals(Set.of("first " + HERE)));
    follow("binh trung", 1);
    app.waitFor("both places", () -> server.followers().contains("first " + ELSEWHERE));

    server.tell("n1", HERE, "warning", "x", "Cảnh báo", "Xe lạ ở bến", LONG);
    machine.push().wake();
    app.waitFor("banner");

    machine.push().address("second");
    app.waitFor(
        "the new address",
        () -> server.followers().containsAll(Set.of("second " + HERE, "second " + ELSEWHERE)));
    app.kill();

    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK, wakeable());
    app.go("nav-news");
    app.fire("news-places");
    server.down(true);
    app.fire("places-push");
    app.kill();
    server.down(false);
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK, wakeable());
    app.waitFor(
        "untold after a restart",
        () -> server.followers().stream().noneMatch(each -> each.startsWith("second")));
  }

  @Test
  void erasing_everything_unfollows_at_the_maker_of_the_system() {
    followedByGoogle();
    wipe();
    app.waitFor("the maker to know", () -> server.followers().isEmpty());
    assertThat(home).doesNotExist();
  }

  @Test
  void without_a_network_erasing_waits_for_nobody_and_lets_the_address_go() {
    followedByGoogle();
    server.down(true);
    wipe();
    assertThat(home).doesNotExist();
    assertThat(app.leftErased()).as("the machine forgets the address").isTrue();
  }

  private void followedByGoogle() {
    app.close();
    TestMachine machine = wakeable();
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK, machine);
    app.go("nav-news");
    follow("binh trung", 0);
    app.fire("places-push");
    machine.push().address("mine");
    app.waitFor("one place", () -> server.followers().equals(Set.of("mine " + HERE)));
  }

  private void wipe() {
    while (!app.shows("quick-exit")) {
      app.back();
    }
    app.hold("quick-exit");
    app.waitFor("the app to leave", app::left);
    assertThat(app.idsBeginningWith("places-")).as("still on the screen").isEmpty();
  }

  private static TestMachine wakeable() {
    TestMachine machine = new TestMachine();
    machine.push().comeIntoBeing();
    return machine;
  }

  /** On the list of places, opened when it is not. */
  private void follow(String typed, int which) {
    if (app.shows("news-places")) {
      app.fire("news-places");
    }
    app.type("places-search", typed);
    app.waitFor("places-pick-" + which);
    app.fire("places-pick-" + which);
  }
}
