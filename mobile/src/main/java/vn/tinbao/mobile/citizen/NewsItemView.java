package vn.tinbao.mobile.citizen;

import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** One news: what it said when it came, and the article as new as it can be had. */
final class NewsItemView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final NewsBook.Item item;
  private final VBox article = Pieces.box("list");

  NewsItemView(CitizenScreens screens, NewsBook.Item item) {
    super(screens.words().say("news.title"));
    this.screens = screens;
    this.words = screens.words();
    this.item = item;
    body()
        .getChildren()
        .addAll(
            Pieces.named("news-item-title", item.title(), "heading"),
            Pieces.lead(item.text()),
            article,
            Pieces.note(Times.dayAndTime(item.at())),
            new DangerBox(screens));
    foot()
        .getChildren()
        .add(Pieces.primary("news-report", words.say("home.report"), screens::openReport));
  }

  @Override
  protected void shown() {
    screens.news().read(item);
    if (item.isArticle()) {
      article.getChildren().setAll(Pieces.note(words.say("news.opening")));
      screens.background().run(() -> screens.news().open(item), this::show);
    }
  }

  private void show(NewsBook.Opened opened) {
    article.getChildren().clear();
    if (opened instanceof NewsBook.Opened.Here here) {
      show(here.article());
      if (!here.fresh()) {
        say("news.offline", Times.dayAndTime(here.fetchedAt()));
      }
    } else if (opened instanceof NewsBook.Opened.Withdrawn) {
      say("news.withdrawn", null);
    } else {
      say("news.not.now", null);
    }
  }

  private void show(ArticleDoc found) {
    String text = found.body();
    if (text == null || text.isBlank()) {
      return;
    }
    int number = 0;
    for (String paragraph : text.strip().split("\\R\\s*\\R")) {
      article
          .getChildren()
          .add(Pieces.named("news-paragraph-" + number++, paragraph.strip(), "article-line"));
    }
  }

  private void say(String key, @Nullable String when) {
    article
        .getChildren()
        .add(
            Pieces.named(
                "news-item-state", when == null ? words.say(key) : words.say(key, when), "note"));
  }
}
