package vn.tinbao.mobile.citizen;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.wire.HotlineEntry;
import vn.tinbao.mobile.net.wire.Point;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Times;
import vn.tinbao.mobile.text.Words;

/** Numbers to call for where the person is, one tap each, also without a network. */
final class HotlinesView extends View {
  private static final int MOST_CHARACTERS = 100;

  private final CitizenScreens screens;
  private final Words words;
  private final VBox danger = new VBox();
  private final VBox place = Pieces.box("labelled");
  private final VBox list = Pieces.box("list");
  private final Label locating = Pieces.named("hotlines-locating", "", "note");
  private final Label freshness = Pieces.named("hotlines-freshness", "", "note");

  HotlinesView(CitizenScreens screens) {
    super(screens.words().say("hotlines.title"));
    this.screens = screens;
    this.words = screens.words();
    list.setId("hotlines");
    body().getChildren().addAll(danger, place, list, freshness);
    locating.setText(words.say("hotlines.locate.note"));
    fillPlace();
    fill();
  }

  @Override
  protected void shown() {
    refresh();
  }

  private void refresh() {
    screens
        .background()
        .run(
            screens.hotlines()::refresh,
            fresh -> {
              Optional<String> builtIn = screens.hotlines().builtInOn();
              freshness.setText(
                  fresh
                      ? words.say("hotlines.fresh")
                      : builtIn
                          .map(day -> words.say("hotlines.built.in", day))
                          .orElseGet(this::keptOn));
              fill();
            });
  }

  private String keptOn() {
    return screens
        .hotlines()
        .toldAt()
        .map(at -> words.say("hotlines.kept", Times.dayAndTime(at)))
        .orElseGet(() -> words.say("hotlines.kept.undated"));
  }

  private void fillPlace() {
    place.getChildren().clear();
    Optional<UnitFound> here = screens.hotlines().here();
    if (here.isPresent()) {
      place
          .getChildren()
          .add(
              Pieces.row(
                  Pieces.named("hotlines-here", here.get().place(), "strong"),
                  Pieces.quiet(
                      "hotlines-here-clear", words.say("hotlines.elsewhere"), () -> choose(null))));
    } else {
      TextField field =
          Pieces.field("hotlines-place", words.say("hotlines.where"), "", MOST_CHARACTERS);
      place
          .getChildren()
          .addAll(field, new UnitSuggestions(screens, "hotlines-unit", field, this::choose));
      if (screens.device().locator().available()) {
        place
            .getChildren()
            .addAll(
                Pieces.secondary(
                    "hotlines-locate",
                    words.say("hotlines.locate"),
                    () -> screens.device().locator().locate(this::located)),
                locating);
      }
    }
  }

  private void located(Optional<Locator.Fix> fix) {
    if (getScene() == null) {
      return;
    }
    if (fix.isEmpty()) {
      locating.setText(words.say("hotlines.locate.not"));
      return;
    }
    Point there = new Point(fix.get().lat(), fix.get().lon());
    screens
        .background()
        .run(
            () -> screens.api().unitsAt(there),
            answer -> {
              if (answer instanceof Answer.Ok<List<UnitFound>> ok && !ok.value().isEmpty()) {
                choose(ok.value().get(0));
              } else {
                boolean told = answer instanceof Answer.Ok;
                locating.setText(
                    words.say(told ? "hotlines.locate.nowhere" : "hotlines.locate.offline"));
              }
            });
  }

  private void choose(@Nullable UnitFound unit) {
    screens.hotlines().chooseHere(unit);
    fillPlace();
    fill();
    refresh();
  }

  private void fill() {
    danger.getChildren().setAll(new DangerBox(screens));
    list.getChildren().setAll(screens.hotlines().entries().stream().map(this::entry).toList());
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
