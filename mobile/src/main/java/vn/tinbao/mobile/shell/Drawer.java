package vn.tinbao.mobile.shell;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The list of places to go, drawn over the view; a tap beside it closes it. */
final class Drawer extends StackPane {
  /** A place to go. */
  record Item(String id, String name, Runnable action) {}

  private final VBox items = new VBox();

  Drawer() {
    setId("drawer");
    getStyleClass().add("drawer-layer");
    Region scrim = new Region();
    scrim.getStyleClass().add("scrim");
    scrim.setOnMouseClicked(event -> close());
    items.getStyleClass().add("drawer");
    setAlignment(items, Pos.CENTER_LEFT);
    getChildren().addAll(scrim, items);
    close();
  }

  void fill(String header, String motto, List<Item> places) {
    items
        .getChildren()
        .setAll(Pieces.text(header, "drawer-header"), Pieces.text(motto, "drawer-motto"));
    for (Item place : places) {
      items
          .getChildren()
          .add(
              Pieces.button(
                  place.id(),
                  place.name(),
                  () -> {
                    close();
                    place.action().run();
                  },
                  "drawer-item"));
    }
  }

  void open() {
    Pieces.show(this, true);
  }

  boolean close() {
    boolean was = isVisible();
    Pieces.show(this, false);
    return was;
  }
}
