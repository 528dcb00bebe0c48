package vn.tinbao.mobile.shell;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The bar on top: where one comes from, where one is, and the way out. */
public final class AppBar extends HBox {
  private final Button nav = new Button();
  private final Label title = new Label();
  private final Node exit;

  AppBar(Node exit) {
    this.exit = exit;
    getStyleClass().add("app-bar");
    setAlignment(Pos.CENTER_LEFT);
    nav.setId("nav");
    nav.getStyleClass().addAll("touch", "bar-button");
    title.setId("title");
    title.getStyleClass().add("app-bar-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    getChildren().addAll(nav, title, exit);
  }

  void show(View view, boolean canGoBack, String navName, Runnable onNav) {
    title.setText(view.title());
    nav.setGraphic(Pieces.icon(canGoBack ? "icon-back" : "icon-menu"));
    nav.setAccessibleText(navName);
    nav.setOnAction(event -> onNav.run());
    Pieces.show(exit, view.hasQuickExit());
  }
}
