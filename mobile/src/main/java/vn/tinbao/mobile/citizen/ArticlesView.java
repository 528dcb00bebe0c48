package vn.tinbao.mobile.citizen;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.ArticleDoc;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/**
 * What campaigns have published: title, day, place. Readable without a network once it was open.
 */
final class ArticlesView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final VBox list = Pieces.box("list");
  private final Label freshness = Pieces.named("articles-freshness", "", "note");
  private boolean shown;
  private boolean asking;
  private boolean heard;
  private boolean fetching;

  ArticlesView(CitizenScreens screens) {
    super(screens.words().say("articles.title"));
    this.screens = screens;
    this.words = screens.words();
    list.setId("articles");
    body()
        .getChildren()
        .addAll(
            Pieces.lead(words.say("articles.lead")),
            freshness,
            list,
            Pieces.text(words.say("articles.who"), "who-sees"));
    build();
  }

  @Override
  protected void shown() {
    shown = true;
    whileShown(() -> shown = false);
    whileShown(screens.articles().onChange(this::build));
    asking = true;
    build();
    screens
        .background()
        .run(
            this::ask,
            answered -> {
              asking = false;
              heard = answered;
              build();
              if (answered) {
                fetchAhead();
              }
            });
  }

  private boolean ask() {
    try {
      return screens.articles().refresh();
    } catch (VaultException full) {
      return false;
    }
  }

  /** One by one, so that what the person opens does not wait for all. */
  private void fetchAhead() {
    if (shown && !fetching) {
      fetching = true;
      screens
          .background()
          .run(
              screens.articles()::fetchOneAhead,
              more -> {
                fetching = false;
                if (more) {
                  fetchAhead();
                } else {
                  build();
                }
              });
    }
  }

  private void build() {
    List<ArticleDoc> lines = screens.articles().lines();
    list.getChildren().setAll(lines.stream().map(this::entry).toList());
    freshness.setText(freshness(lines.isEmpty()));
  }

  private String freshness(boolean nothing) {
    String when = screens.articles().fetchedAt().map(Times::dayAndTime).orElse("");
    if (asking) {
      return words.say("articles.asking");
    }
    if (heard) {
      return nothing
          ? words.say("articles.none")
          : words.say("articles.fresh", when, screens.articles().here());
    }
    return when.isEmpty()
        ? words.say("articles.never")
        : words.say("articles.offline", when, screens.articles().here());
  }

  private Button entry(ArticleDoc line) {
    Button entry =
        Pieces.button("article-" + line.id(), "", () -> screens.openPublished(line), "list-entry");
    VBox said = Pieces.box("big-words", Pieces.text(line.title(), "strong"));
    String lead = line.lead();
    if (lead != null && !lead.isBlank()) {
      said.getChildren().add(Pieces.text(lead, "note"));
    }
    said.getChildren().add(Pieces.text(PublishedView.dayAndPlace(words, line), "note"));
    entry.setGraphic(said);
    entry.setAccessibleText(line.title());
    return entry;
  }
}
