package vn.tinbao.mobile.citizen;

import java.util.List;
import javafx.scene.control.Button;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** News and warnings of the places that the person follows. */
final class NewsView extends View {
  private final CitizenScreens screens;
  private final Words words;

  NewsView(CitizenScreens screens) {
    super(screens.words().say("news.title"));
    this.screens = screens;
    this.words = screens.words();
    build();
  }

  @Override
  protected void shown() {
    whileShown(screens.news().onChange(this::build));
    build();
    screens.app().clearBanner();
    screens.news().refreshSoon();
  }

  @Override
  protected boolean showsNews() {
    return true;
  }

  private void build() {
    List<UnitFound> places = screens.news().places();
    List<NewsBook.Item> news = screens.news().news();
    body()
        .getChildren()
        .setAll(
            Pieces.lead(
                places.isEmpty()
                    ? words.say("news.no.places")
                    : words.say(
                        "news.places",
                        String.join(", ", places.stream().map(UnitFound::fullName).toList()))),
            Pieces.secondary("news-places", words.say("news.choose"), screens::openPlaces));
    news.forEach(item -> body().getChildren().add(entry(item)));
    if (news.isEmpty() && !places.isEmpty()) {
      body().getChildren().add(Pieces.named("news-none", words.say("news.none"), "note"));
    }
  }

  private Button entry(NewsBook.Item item) {
    Button entry =
        Pieces.button("news-" + item.id(), "", () -> screens.openNewsItem(item), "list-entry");
    String title = item.read() ? item.title() : words.say("news.unread", item.title());
    entry.setGraphic(
        Pieces.box(
            "big-words",
            Pieces.text(title, "strong"),
            Pieces.text(item.text(), "note"),
            Pieces.text(Times.dayAndTime(item.at()), "note")));
    entry.setAccessibleText(title);
    return entry;
  }
}
