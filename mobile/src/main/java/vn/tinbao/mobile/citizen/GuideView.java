package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;

/** What to watch out for and what to do, to be read without a network. */
final class GuideView extends View {
  private final CitizenScreens screens;

  GuideView(CitizenScreens screens) {
    super(screens.words().say("guide.title"));
    this.screens = screens;
    Guide guide = Guide.in(screens.words().language());
    body().getChildren().add(Pieces.lead(screens.words().say("guide.lead")));
    body()
        .getChildren()
        .add(
            Pieces.secondary(
                "guide-offers", screens.words().say("offers.open"), screens::openOffers));
    guide.articles().forEach(article -> body().getChildren().add(entry(article)));
    body().getChildren().add(Pieces.note(screens.words().say("guide.as.of", guide.asOf())));
  }

  private Button entry(Guide.Article article) {
    Button entry =
        Pieces.button(
            "guide-" + article.id(), "", () -> screens.openArticle(article), "list-entry");
    entry.setGraphic(
        Pieces.box(
            "big-words",
            Pieces.text(article.title(), "strong"),
            Pieces.text(article.summary(), "note")));
    entry.setAccessibleText(article.title());
    return entry;
  }
}
