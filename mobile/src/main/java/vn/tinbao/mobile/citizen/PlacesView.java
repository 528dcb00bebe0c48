package vn.tinbao.mobile.citizen;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import vn.tinbao.mobile.net.wire.UnitFound;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** Which places' news the person wants. Nobody keeps a list of it but this phone. */
final class PlacesView extends View {
  private static final int MOST_CHARACTERS = 100;

  private final CitizenScreens screens;
  private final Words words;
  private final VBox followed = Pieces.box("list");
  private final VBox offered = Pieces.box("list");
  private final TextField place;

  PlacesView(CitizenScreens screens) {
    super(screens.words().say("places.title"));
    this.screens = screens;
    this.words = screens.words();
    this.place = Pieces.field("places-search", words.say("places.prompt"), "", MOST_CHARACTERS);
    body()
        .getChildren()
        .addAll(
            Pieces.lead(words.say("places.lead")),
            followed,
            offered,
            Pieces.labelled(words.say("places.add"), place),
            new UnitSuggestions(screens, "places-pick", place, this::follow),
            Pieces.text(words.say("places.who"), "who-sees"));
    if (screens.push().exists()) {
      body().getChildren().addAll(woken(), Pieces.text(words.say("places.push.who"), "who-sees"));
    }
    build();
  }

  private CheckBox woken() {
    CheckBox box = Pieces.check("places-push", words.say("places.push"), screens.push().wanted());
    box.setOnAction(
        event -> {
          try {
            screens.push().want(box.isSelected());
          } catch (VaultException full) {
            screens.app().message(words.say("trouble.storage"));
            box.setSelected(screens.push().wanted());
          }
        });
    return box;
  }

  private void build() {
    followed.getChildren().clear();
    List<UnitFound> places = screens.news().places();
    for (int i = 0; i < places.size(); i++) {
      UnitFound unit = places.get(i);
      followed
          .getChildren()
          .add(
              Pieces.card(
                  Pieces.text(unit.place(), "strong"),
                  Pieces.quiet(
                      "places-drop-" + i,
                      words.say("places.drop"),
                      () -> {
                        screens.news().unfollow(unit);
                        build();
                      })));
    }
    if (places.isEmpty()) {
      followed.getChildren().add(Pieces.named("places-none", words.say("places.none"), "note"));
    }
    offered.getChildren().clear();
    // Where the person said to be is only offered: following begins with a tap.
    Optional<UnitFound> here = screens.hotlines().here();
    here.filter(unit -> places.stream().noneMatch(known -> known.code().equals(unit.code())))
        .ifPresent(
            unit ->
                offered
                    .getChildren()
                    .add(
                        Pieces.secondary(
                            "places-here",
                            words.say("places.here", unit.fullName()),
                            () -> follow(unit))));
  }

  private void follow(UnitFound unit) {
    place.clear();
    try {
      boolean many = screens.news().places().size() >= NewsBook.MOST_PLACES;
      if (!screens.news().follow(unit) && many) {
        screens.app().message(words.say("places.many", NewsBook.MOST_PLACES));
      }
    } catch (VaultException full) {
      screens.app().message(words.say("trouble.storage"));
    }
    build();
  }
}
