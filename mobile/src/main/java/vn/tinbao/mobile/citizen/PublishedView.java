package vn.tinbao.mobile.citizen;

import java.util.List;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** One article of a campaign, and the way from reading to telling. */
final class PublishedView extends View {
  private final CitizenScreens screens;
  private final ArticleDoc line;
  private final ArticleText text;

  /**
   * @param line of the list
   */
  PublishedView(CitizenScreens screens, ArticleDoc line) {
    super(screens.words().say("articles.title"));
    this.screens = screens;
    this.line = line;
    this.text = new ArticleText("article", screens.words());
    body()
        .getChildren()
        .addAll(
            Pieces.named("article-title", line.title(), "heading"),
            Pieces.named("article-of", dayAndPlace(screens.words(), line), "note"),
            text,
            new DangerBox(screens));
    foot()
        .getChildren()
        .add(
            Pieces.primary(
                "article-report", screens.words().say("home.report"), screens::openReport));
  }

  @Override
  protected void shown() {
    text.opening();
    screens.background().run(() -> screens.articles().read(line), text::show);
  }

  /** {@code 22/11/2026 09:00 · Xã Bình Trung, Tỉnh Lạng Sơn và 2 nơi khác}. */
  static String dayAndPlace(Words words, ArticleDoc line) {
    String day = line.publishedAt() == null ? "" : Times.dayAndTime(line.publishedAt());
    List<String> places = line.places() == null ? List.of() : line.places();
    Integer others = line.morePlaces();
    String where = String.join("; ", places);
    if (!places.isEmpty() && others != null && others > 0) {
      where = words.say("articles.more.places", where, others);
    }
    return where.isEmpty() || day.isEmpty() ? day + where : day + " · " + where;
  }
}
