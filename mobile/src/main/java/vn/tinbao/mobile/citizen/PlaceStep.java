package vn.tinbao.mobile.citizen;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.wire.Point;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.text.Words;

/**
 * Where: told in words, a commune picked from the list, or where the phone is. The list needs the
 * server; the words do not.
 */
final class PlaceStep implements ReportView.Step {
  private static final int MOST_CHARACTERS = 500;
  private static final int MOST_TOLD = 10;

  private final CitizenScreens screens;
  private final TipBook tips;
  private final Words words;
  private final VBox told = Pieces.box("suggestions");
  private final VBox picked = Pieces.box("picked");
  private final VBox position = Pieces.box("picked");
  private Button next = new Button();
  private @Nullable ReportView shownIn;
  private boolean searching;

  PlaceStep(CitizenScreens screens) {
    this.screens = screens;
    this.tips = screens.tips();
    this.words = screens.words();
  }

  @Override
  public void show(ReportView view) {
    shownIn = view;
    TextField place =
        Pieces.field(
            "report-place",
            words.say("report.place.prompt"),
            tips.draft().where().text(),
            MOST_CHARACTERS);
    place
        .textProperty()
        .addListener(
            (text, before, now) -> {
              tips.write(tips.draft().with(tips.draft().where().withText(now)));
              nameNext();
            });
    view.ask(
        words.say("report.place.question"),
        words.say("report.place.lead"),
        words.say("report.place.who"),
        told,
        place,
        new UnitSuggestions(screens, "report-unit", place, this::pick),
        picked,
        position);
    next = view.next("");
    showPicked();
    showPosition();
    lookUpTold();
  }

  /** Places that the story names: a tap is quicker than typing them again. */
  private void lookUpTold() {
    told.setId("report-told");
    String story = tips.draft().story().narrative();
    if (tips.draft().where().unit() == null && !PlacesTold.names(story).isEmpty()) {
      screens
          .background()
          .run(
              () ->
                  PlacesTold.in(
                      story,
                      typed ->
                          screens.api().units(typed, MOST_TOLD).toOptional().orElse(List.of())),
              this::showTold);
    }
  }

  private void showTold(List<UnitFound> units) {
    told.getChildren().clear();
    if (units.isEmpty() || tips.draft().where().unit() != null) {
      return;
    }
    told.getChildren().add(Pieces.note(words.say("report.place.told")));
    for (int i = 0; i < units.size(); i++) {
      UnitFound unit = units.get(i);
      told.getChildren()
          .add(
              Pieces.button(
                  "report-told-" + i,
                  UnitSuggestions.line(words, unit),
                  () -> pick(unit),
                  "suggestion"));
    }
  }

  private void pick(@Nullable UnitFound unit) {
    tips.write(tips.draft().with(tips.draft().where().withUnit(unit)));
    told.getChildren().clear();
    if (unit != null && (danger() || screens.hotlines().here().isEmpty())) {
      screens.helpIsWantedAt(unit);
    }
    showPicked();
  }

  private boolean danger() {
    return tips.draft().story().immediateDanger();
  }

  private void showPicked() {
    UnitFound unit = tips.draft().where().unit();
    picked.getChildren().clear();
    if (unit != null) {
      picked
          .getChildren()
          .add(
              Pieces.card(
                  Pieces.text(words.say("report.place.picked"), "note"),
                  Pieces.named("report-unit", unit.place(), "strong"),
                  Pieces.quiet(
                      "report-unit-clear", words.say("report.place.clear"), () -> pick(null))));
    }
    nameNext();
  }

  /** The phone's own position: only when the person taps for it, and it can be taken back. */
  private void showPosition() {
    position.getChildren().clear();
    if (tips.draft().where().lat() != null) {
      position
          .getChildren()
          .add(
              Pieces.card(
                  Pieces.named("report-position", words.say("report.place.position"), "strong"),
                  Pieces.quiet(
                      "report-position-clear",
                      words.say("report.place.clear"),
                      () -> put(Optional.empty()))));
    } else if (searching) {
      position
          .getChildren()
          .add(Pieces.named("report-locating", words.say("report.place.locate.searching"), "note"));
    } else if (screens.device().locator().available()) {
      position
          .getChildren()
          .add(
              Pieces.secondary(
                  "report-locate", words.say("report.place.locate"), () -> locate(shownIn)));
    }
    nameNext();
  }

  /** A phone may take half a minute: whatever was opened or sent meanwhile gets no position. */
  private void locate(@Nullable ReportView asking) {
    String draft = tips.draft().id();
    searching = true;
    showPosition();
    screens
        .device()
        .locator()
        .locate(
            fix -> {
              searching = false;
              if (asking == null || asking.getScene() == null || !tips.draft().id().equals(draft)) {
                return;
              }
              located(fix);
              asking.changed();
            });
  }

  private void located(Optional<Locator.Fix> fix) {
    if (fix.isEmpty()) {
      showPosition();
      screens.app().message(words.say("report.place.locate.not"));
      return;
    }
    put(fix);
    nameCommune(new Point(fix.get().lat(), fix.get().lon()));
  }

  /** The commune there, as something picked: a look tells whether it is right. */
  private void nameCommune(Point there) {
    String draft = tips.draft().id();
    screens
        .background()
        .run(
            () -> screens.api().unitsAt(there).toOptional().orElse(List.of()),
            units -> {
              Draft now = tips.draft();
              boolean still =
                  now.id().equals(draft) && Double.valueOf(there.lat()).equals(now.where().lat());
              if (still && now.where().unit() == null && !units.isEmpty()) {
                pick(units.get(0));
                if (shownIn != null) {
                  shownIn.changed();
                }
              }
            });
  }

  private void put(Optional<Locator.Fix> fix) {
    Double lat = fix.map(Locator.Fix::lat).orElse(null);
    Double lon = fix.map(Locator.Fix::lon).orElse(null);
    tips.write(tips.draft().with(tips.draft().where().withPosition(lat, lon)));
    showPosition();
  }

  private void nameNext() {
    next.setText(words.say(tips.draft().where().said() ? "report.next" : "report.place.skip"));
  }
}
