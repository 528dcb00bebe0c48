package vn.tinbao.mobile.citizen;

import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** One news: what it said when it came, and the article as new as it can be had. */
final class NewsItemView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final NewsBook.Item item;
  private final ArticleText article;

  NewsItemView(CitizenScreens screens, NewsBook.Item item) {
    super(screens.words().say("news.title"));
    this.screens = screens;
    this.words = screens.words();
    this.item = item;
    this.article = new ArticleText("news", words);
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
      article.opening();
      screens.background().run(() -> screens.news().open(item), article::show);
    }
  }
}
