package vn.tinbao.mobile.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/**
 * One screen: a body that scrolls and a foot that stays, where the next step's button is. Made anew
 * whenever it is shown, so it never shows what is no longer true.
 */
public abstract class View extends BorderPane {
  private final String title;
  private final VBox body = new VBox();
  private final VBox foot = new VBox();
  private final ScrollPane scroll = new ScrollPane(body);
  private final List<Runnable> subscriptions = new ArrayList<>();

  protected View(String title) {
    this.title = title;
    getStyleClass().add("view");
    body.getStyleClass().add("view-body");
    foot.getStyleClass().add("view-foot");
    scroll.getStyleClass().add("view-scroll");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setPannable(true);
    setCenter(scroll);
    setBottom(foot);
    foot.managedProperty().bind(foot.visibleProperty());
    foot.visibleProperty().bind(javafx.beans.binding.Bindings.isNotEmpty(foot.getChildren()));
  }

  public final String title() {
    return title;
  }

  /** Whether the way out must be on this screen: on all of a citizen's, not on an officer's. */
  protected boolean hasQuickExit() {
    return true;
  }

  /** Whether news appear on this view by themselves, so that no banner has to say so. */
  protected boolean showsNews() {
    return false;
  }

  /** Called when the view has come onto the screen. */
  protected void shown() {}

  /** Called when the person goes back; true when the view itself had a step to go back to. */
  protected boolean backWithin() {
    return false;
  }

  /** Ends this subscription when the view leaves the screen. */
  protected final void whileShown(Runnable unsubscribe) {
    subscriptions.add(unsubscribe);
  }

  final void hide() {
    subscriptions.forEach(Runnable::run);
    subscriptions.clear();
  }

  protected final VBox body() {
    return body;
  }

  protected final VBox foot() {
    return foot;
  }

  protected final void scrollToEnd() {
    body.applyCss();
    layout();
    scroll.setVvalue(1);
  }

  protected final void scrollToTop() {
    scroll.setVvalue(0);
  }
}
