package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.mobile.testing.FakeServer;

/** Articles of campaigns: asked for as a whole, read without a network, gone when withdrawn. */
class ArticlesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T02:00:00Z"), ZoneOffset.UTC);

  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private AppHarness app;

  @BeforeEach
  void start() {
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    server.article("old", "Bài cũ", "Lời dẫn cũ.\n\nĐoạn hai.");
    server.article("new", "Ngày 30/7", "Lời dẫn.\n\nGọi 111.");
  }

  @AfterEach
  void stop() {
    app.close();
    server.close();
  }

  @Test
  void nothing_is_asked_before_the_list_is_opened_and_then_every_text_without_being_opened() {
    assertThat(server.seen()).noneMatch(seen -> seen.path().contains("articles"));
    openList();
    assertThat(app.idsBeginningWith("article-")).containsExactly("article-new", "article-old");
    assertThat(app.text("article-new"))
        .contains("Ngày 30/7", "Lời dẫn.", "20/11/2026 09:00", "Bình Trung", "2 nơi khác");
    app.waitForText("articles-freshness", "Danh sách lúc 22/11/2026 09:00. Trên máy có 2 bài");
    assertThat(server.seen()).noneMatch(seen -> seen.query().contains("unit"));
    int asked = server.seen().size();
    app.fire("article-new");
    app.waitForText("article-paragraph-1", "Gọi 111.");
    app.back();
    server.down(true);
    app.fire("article-old");
    app.waitForText("article-paragraph-1", "Đoạn hai.");
    assertThat(server.seen().stream().skip(asked))
        .as("opening asks nothing but for the list")
        .allMatch(seen -> seen.path().endsWith("/articles"));
  }

  @Test
  void the_list_stays_without_a_network_and_is_not_fetched_again_when_it_is_as_it_was() {
    openList();
    app.waitForText("articles-freshness", "Danh sách lúc");
    app.close();
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    int before = server.unchanged();
    openList();
    app.waitForText("articles-freshness", "Danh sách lúc");
    app.waitFor("the server's word that it is as it was", () -> server.unchanged() > before);
    app.close();
    server.down(true);
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    openList();
    app.waitForText("articles-freshness", "Không có mạng");
    assertThat(app.idsBeginningWith("article-")).containsExactly("article-new", "article-old");
  }

  @Test
  void what_is_withdrawn_goes_from_the_list_and_its_copy_with_it() {
    openList();
    app.waitForText("articles-freshness", "Danh sách lúc");
    app.waitForText("articles-freshness", "có 2 bài");
    app.back();
    server.article("old", "", null);
    openList();
    app.waitForText("articles-freshness", "có 1 bài");
    assertThat(app.idsBeginningWith("article-")).containsExactly("article-new");
    server.article("new", "", null);
    app.back();
    app.fire("home-articles");
    app.waitForText("articles-freshness", "Chưa có bài nào");
    assertThat(app.idsBeginningWith("article-")).isEmpty();
  }

  @Test
  void what_is_opened_before_it_was_fetched_comes_after_those_above_it() {
    server.failAfterNext(FakeServer.Fault.ERROR_500);
    openList();
    app.waitForText("articles-freshness", "có 0 bài");
    app.fire("article-old");
    app.waitForText("article-paragraph-1", "Đoạn hai.");
    app.back();
    app.waitForText("articles-freshness", "có 2 bài");
  }

  @Test
  void one_that_is_withdrawn_before_it_was_fetched_goes_from_the_list() {
    server.failAfterNext(FakeServer.Fault.ERROR_500);
    openList();
    app.waitForText("articles-freshness", "có 0 bài");
    server.article("new", "", null);
    app.fire("article-new");
    app.waitForText("article-item-state", "đã được gỡ");
    app.back();
    app.waitForGone("article-new");
  }

  @Test
  void who_reads_another_language_is_told_that_there_is_none_and_gets_the_list_anew() {
    app.go("nav-settings");
    app.fire("settings-language-en");
    app.back();
    openList();
    assertThat(server.seen("GET", "/articles"))
        .isNotEmpty()
        .allMatch(seen -> seen.query().contains("lang=en"));
    app.fire("article-new");
    app.waitForText("article-language", "not written in English");
    app.waitForText("article-paragraph-0", "Lời dẫn.");
  }

  @Test
  void on_a_phone_that_never_had_a_network_it_says_so() {
    server.down(true);
    app.fire("home-articles");
    app.waitForText("articles-freshness", "Chưa tải được");
    app.close();
    server.down(false);
    server.next("/articles", FakeServer.Fault.CAPTIVE_PORTAL);
    app = AppHarness.start(AppHarness.impatient(server.uri()), home, CLOCK);
    app.fire("home-articles");
    app.waitForText("articles-freshness", "Chưa tải được");
    assertThat(app.idsBeginningWith("article-")).isEmpty();
  }

  private void openList() {
    app.fire("home-articles");
    app.waitFor("article-new");
  }
}
