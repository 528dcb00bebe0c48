package vn.tinbao.mobile.citizen;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Words;

/** Numbers to call, also without a network. */
final class HotlinesView extends View {
  private final CitizenScreens screens;
  private final Words words;
  private final VBox list = Pieces.box("list");
  private final Label freshness = Pieces.named("hotlines-freshness", "", "note");

  HotlinesView(CitizenScreens screens) {
    super(screens.words().say("hotlines.title"));
    this.screens = screens;
    this.words = screens.words();
    list.setId("hotlines");
    body().getChildren().addAll(new DangerBox(screens), list, freshness);
    fill();
  }

  @Override
  protected void shown() {
    screens
        .background()
        .run(
            screens.hotlines()::refresh,
            fresh -> {
              freshness.setText(words.say(fresh ? "hotlines.fresh" : "hotlines.kept"));
              fill();
            });
  }

  private void fill() {
    List<HotlineEntry> entries = screens.hotlines().kept();
    list.getChildren().setAll(entries.stream().map(this::entry).toList());
    if (entries.isEmpty()) {
      list.getChildren().add(Pieces.note(words.say("hotlines.none")));
    }
  }

  private Button entry(HotlineEntry hotline) {
    Button entry =
        Pieces.button(
            "hotline-" + hotline.number(), "", () -> screens.call(hotline.number()), "list-entry");
    VBox lines =
        Pieces.box(
            "big-words",
            Pieces.text(hotline.number(), "number"),
            Pieces.text(hotline.name(), "strong"));
    String owner = hotline.owner();
    if (owner != null) {
      lines.getChildren().add(Pieces.text(owner, "note"));
    }
    String conditions = conditions(hotline);
    if (!conditions.isEmpty()) {
      lines.getChildren().add(Pieces.text(conditions, "note"));
    }
    entry.setGraphic(lines);
    entry.setAccessibleText(hotline.number() + " " + hotline.name());
    return entry;
  }

  private String conditions(HotlineEntry hotline) {
    String hours = hotline.hours() == null ? "" : hotline.hours();
    String free = Boolean.TRUE.equals(hotline.free()) ? words.say("hotlines.free") : "";
    return hours.isEmpty() || free.isEmpty() ? hours + free : hours + " · " + free;
  }
}
