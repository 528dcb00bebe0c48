package vn.tinbao.mobile.citizen;

import javafx.scene.control.Button;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** The first screen: help now, report, come back. Nothing else asks for attention. */
final class HomeView extends View {
  private final CitizenScreens screens;
  private final Words words;

  HomeView(CitizenScreens screens) {
    super(screens.words().say("home.title"));
    this.screens = screens;
    this.words = screens.words();
    build();
  }

  @Override
  protected void shown() {
    whileShown(screens.tips().onChange(this::build));
    whileShown(screens.news().onChange(this::build));
  }

  private void build() {
    body()
        .getChildren()
        .setAll(
            new DangerBox(screens),
            big(
                "home-report",
                words.say(screens.tips().draft().hasWords() ? "home.report.go.on" : "home.report"),
                words.say("home.report.sub"),
                screens::openReport,
                "primary"),
            big(
                "home-follow",
                words.say("home.follow"),
                followLine(),
                screens::openTips,
                "secondary"),
            Pieces.equally(
                Pieces.quiet("home-hotlines", words.say("home.hotlines"), screens::openHotlines),
                Pieces.quiet("home-guide", words.say("home.guide"), screens::openGuide)),
            Pieces.equally(
                Pieces.quiet("home-articles", words.say("home.articles"), screens::openArticles),
                Pieces.quiet("home-news", newsLine(), screens::openNews)),
            Pieces.named("home-kept", keptLine(), "note"),
            Pieces.note(words.say("home.exit")));
  }

  private String newsLine() {
    int unread = screens.news().unread();
    return unread > 0 ? words.say("home.news.unread", unread) : words.say("home.news");
  }

  private String followLine() {
    int unread = screens.tips().received().stream().mapToInt(ReceivedTip::unread).sum();
    return unread > 0 ? words.say("home.follow.unread", unread) : words.say("home.follow.sub");
  }

  private String keptLine() {
    return words.say(
        "home.kept",
        screens.tips().received().size(),
        screens.tips().unsent(),
        screens.tips().draft().hasWords() ? words.say("home.kept.draft") : "");
  }

  private static Button big(
      String id, String name, String explanation, Runnable action, String style) {
    Button button = Pieces.button(id, "", action, style);
    button.getStyleClass().add("big");
    button.setGraphic(
        Pieces.box(
            "big-words", Pieces.text(name, "big-name"), Pieces.text(explanation, "big-sub")));
    button.setAccessibleText(name);
    return button;
  }
}
