package vn.tinbao.mobile.shell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.text.Words;

/**
 * Shows one view at a time and knows the way back. Named and shaped after Gluon Mobile's own, so
 * that whoever knows that finds the way here. All methods belong to the screen thread.
 */
public final class AppManager {
  private static final String CONTRAST = "contrast";
  private static final Duration MESSAGE_STAYS = Duration.seconds(5);

  private final Words words;
  private final Supplier<View> home;
  private final Deque<Supplier<View>> stack = new ArrayDeque<>();
  private final List<Place> places = new ArrayList<>();
  private final BorderPane frame = new BorderPane();
  private final StackPane root = new StackPane();
  private final AppBar bar;
  private final Drawer drawer = new Drawer();
  private final Label strip = Pieces.named("unsent-line", "", "strip");
  private final Button banner = Pieces.button("banner", "", () -> {}, "banner");
  private final Label message = Pieces.named("snackbar", "", "snackbar");
  private final PauseTransition messageTime = new PauseTransition(MESSAGE_STAYS);
  private final HoldButton exit;
  private @Nullable View current;

  private record Place(String id, String key, Runnable action) {}

  /**
   * @param onExit leaves the app at once
   * @param onWipe removes everything from the phone and leaves
   */
  public AppManager(Words words, Supplier<View> home, Runnable onExit, Runnable onWipe) {
    this.words = words;
    this.home = home;
    this.exit = new HoldButton("quick-exit", "", onExit, onWipe);
    exit.getStyleClass().addAll("touch", "quick-exit");
    exit.setGraphic(Pieces.icon("icon-exit"));
    // The way out is never cut short: the title gives way.
    exit.setMinWidth(Region.USE_PREF_SIZE);
    this.bar = new AppBar(exit);
    frame.setTop(new VBox(bar, strip, banner));
    Pieces.show(strip, false);
    Pieces.show(banner, false);
    Pieces.show(message, false);
    messageTime.setOnFinished(event -> Pieces.show(message, false));
    message.setOnMouseClicked(event -> Pieces.show(message, false));
    message.setMaxHeight(Label.USE_PREF_SIZE);
    StackPane.setAlignment(message, Pos.BOTTOM_CENTER);
    root.getStyleClass().add("app");
    root.getChildren().addAll(frame, message, drawer);
    // Android's back key arrives as Escape.
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            back();
          }
        });
  }

  public Parent root() {
    return root;
  }

  /**
   * How it looks.
   *
   * @param pixels size of ordinary text; everything else follows
   * @param contrast black on white and no tints
   */
  public void look(int pixels, boolean contrast) {
    root.setStyle("-fx-font-size: " + pixels + "px;");
    root.getStyleClass().removeAll(CONTRAST);
    if (contrast) {
      root.getStyleClass().add(CONTRAST);
    }
  }

  /** Adds a place to the drawer; {@code key} names its sentence. */
  public void addPlace(String id, String key, Runnable action) {
    places.add(new Place(id, key, action));
  }

  /** Shows the home view with nothing behind it. */
  public void goHome() {
    stack.clear();
    stack.push(home);
    showTop();
  }

  /** Shows a view; back leads to the one that is on the screen now. */
  public void open(Supplier<View> view) {
    stack.push(view);
    showTop();
  }

  /** Shows a view right above home: a place of the drawer. */
  public void openFromHome(Supplier<View> view) {
    stack.clear();
    stack.push(home);
    open(view);
  }

  /** Shows a view in the place of the one on the screen: back does not lead there any more. */
  public void replace(Supplier<View> view) {
    if (stack.size() > 1) {
      stack.pop();
    }
    open(view);
  }

  /** One step back: closes the drawer, a step within the view, the view; on home it leaves. */
  public void back() {
    if (drawer.close()) {
      return;
    }
    if (current != null && current.backWithin()) {
      return;
    }
    if (stack.size() > 1) {
      stack.pop();
      showTop();
    }
  }

  /** Builds what is on the screen anew, for example in another language. */
  public void refresh() {
    showTop();
  }

  /** Takes the view off the screen: nothing on it asks or listens any longer. */
  public void stop() {
    messageTime.stop();
    if (current != null) {
      current.hide();
    }
  }

  /** The title of the view on the screen. */
  public String title() {
    return current == null ? "" : current.title();
  }

  /** A sentence at the foot of the screen that goes away by itself; for what needs no answer. */
  public void message(String sentence) {
    message.setText(sentence);
    Pieces.show(message, true);
    messageTime.playFromStart();
  }

  /** The thin line under the bar; null takes it away. */
  public void strip(@Nullable String sentence) {
    strip.setText(sentence == null ? "" : sentence);
    Pieces.show(strip, sentence != null);
  }

  /**
   * A notice under the bar that stays until it is tapped, unless the view on the screen shows the
   * news by itself. It never says what it is about.
   */
  public void banner(String sentence, Runnable onTap) {
    if (current != null && current.showsNews()) {
      return;
    }
    banner.setText(sentence);
    banner.setOnAction(
        event -> {
          Pieces.show(banner, false);
          onTap.run();
        });
    Pieces.show(banner, true);
  }

  public void clearBanner() {
    Pieces.show(banner, false);
  }

  private void showTop() {
    if (current != null) {
      current.hide();
    }
    Pieces.show(message, false);
    View view = stack.element().get();
    current = view;
    boolean canGoBack = stack.size() > 1;
    bar.show(
        view,
        canGoBack,
        words.say(canGoBack ? "bar.back" : "bar.menu"),
        canGoBack ? this::back : this::openDrawer);
    exit.setText(words.say("bar.exit"));
    frame.setCenter(view);
    // Later: at the very start there is no window yet, and the first button would take the focus.
    Platform.runLater(view::requestFocus);
    view.shown();
  }

  private void openDrawer() {
    drawer.fill(
        words.say("app.name"),
        words.say("app.motto"),
        places.stream()
            .map(place -> new Drawer.Item(place.id(), words.say(place.key()), place.action()))
            .toList());
    drawer.open();
  }
}
