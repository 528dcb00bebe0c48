package vn.tinbao.mobile;

import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Devices;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.Look;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.store.HomeLock;
import vn.tinbao.mobile.store.VaultException;
import vn.tinbao.mobile.text.Words;

/** The app's window on whatever machine it runs. */
public final class MobileApp extends Application {
  private @Nullable Front running;

  @Override
  public void start(Stage stage) {
    Device device = Devices.ofThisMachine();
    StackPane root = new StackPane();
    stage.setTitle(new Words().say(name()));
    stage.setScene(Look.scene(root, device.frame().width(), device.frame().height()));
    open(device, root);
    stage.show();
  }

  /** What the window and a start in trouble call the app. */
  private static String name() {
    return Options.builtDisguised() ? "cover.title" : "app.name";
  }

  private void open(Device device, StackPane root) {
    Words words = new Words();
    try {
      Optional<Front> front = Front.start(device, Options.usual());
      running = front.orElse(null);
      root.getChildren()
          .setAll(front.map(Front::root).orElseGet(() -> trouble(words, "trouble.twice", device)));
    } catch (VaultException unusable) {
      VBox trouble = trouble(words, "trouble.home", device);
      trouble.getChildren().add(startAnew(words, device, root));
      root.getChildren().setAll(trouble);
    }
  }

  /** When the app cannot even start: one sentence and the way out. */
  private static VBox trouble(Words words, String key, Device device) {
    String where = device.home().toString();
    String told = words.say(key, where);
    // A directory's name would tell what stands behind the notes.
    String said = Options.builtDisguised() ? told.replace(" (" + where + ")", "") : told;
    return Pieces.box(
        "start-trouble",
        Pieces.heading(words.say(name())),
        Pieces.named("start-trouble", said, "lead"),
        Pieces.primary("start-leave", words.say("bar.exit"), device.life()::leave));
  }

  private Confirm startAnew(Words words, Device device, StackPane root) {
    return new Confirm(
        "start-erase",
        new Confirm.Texts(
            words.say("trouble.home.erase"),
            () -> words.say("trouble.home.question"),
            words.say("trouble.home.yes"),
            words.say("no")),
        () -> {
          HomeLock.take(device.home()).ifPresent(HomeLock::removeHome);
          open(device, root);
        });
  }

  @Override
  public void stop() {
    if (running != null) {
      running.close();
    }
    Platform.exit();
  }
}
