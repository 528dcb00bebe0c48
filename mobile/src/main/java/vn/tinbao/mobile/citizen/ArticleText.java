package vn.tinbao.mobile.citizen;

import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** The text of an article as far as it can be had, and how new it is. */
final class ArticleText extends VBox {
  private final String prefix;
  private final Words words;

  /** Ids begin with {@code prefix-}: {@code prefix-paragraph-0} …, {@code prefix-item-state}. */
  ArticleText(String prefix, Words words) {
    this.prefix = prefix;
    this.words = words;
    getStyleClass().add("list");
  }

  void opening() {
    getChildren().setAll(Pieces.note(words.say("news.opening")));
  }

  void show(ArticleBook.Opened opened) {
    getChildren().clear();
    if (opened instanceof ArticleBook.Opened.Here here) {
      show(here.article());
      if (!here.fresh()) {
        say("news.offline", Times.dayAndTime(here.fetchedAt()));
      }
    } else if (opened instanceof ArticleBook.Opened.Withdrawn) {
      say("news.withdrawn", null);
    } else {
      say("news.not.now", null);
    }
  }

  private void show(ArticleDoc article) {
    String language = article.language();
    if (language != null && !language.equals(words.language().code())) {
      getChildren().add(Pieces.named(prefix + "-language", words.say("articles.language"), "note"));
    }
    String text = article.body();
    if (text == null || text.isBlank()) {
      return;
    }
    int number = 0;
    for (String paragraph : text.strip().split("\\R\\s*\\R")) {
      getChildren().add(Pieces.named(prefix + "-paragraph-" + number++, paragraph.strip()));
    }
  }

  private void say(String key, @Nullable String when) {
    getChildren()
        .add(
            Pieces.named(
                prefix + "-item-state",
                when == null ? words.say(key) : words.say(key, when),
                "note"));
  }
}
