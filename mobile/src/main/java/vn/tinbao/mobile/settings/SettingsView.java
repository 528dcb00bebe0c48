package vn.tinbao.mobile.settings;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.Confirm;
import vn.tinbao.mobile.shell.HoldButton;
import vn.tinbao.mobile.shell.Pieces;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.text.Language;
import vn.tinbao.mobile.text.Words;

/** Language, text size, server, and the way to remove everything from this phone. */
public final class SettingsView extends View {
  private static final int MOST_CHARACTERS = 200;

  private final AppManager app;
  private final Settings settings;
  private final Words words;
  private final BooleanSupplier serverMayChange;
  private final Label problem = Pieces.named("settings-problem", "", "problem");

  public SettingsView(
      AppManager app,
      Settings settings,
      Words words,
      PinSetting pin,
      Background background,
      BooleanSupplier serverMayChange,
      boolean disguised,
      Runnable wipe) {
    super(words.say("settings.title"));
    this.app = app;
    this.settings = settings;
    this.words = words;
    this.serverMayChange = serverMayChange;
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("settings.language")),
            Pieces.equally(language(Language.VI, "Tiếng Việt"), language(Language.EN, "English")),
            Pieces.heading(words.say("settings.text")),
            Pieces.equally(size(TextSize.USUAL), size(TextSize.LARGE), size(TextSize.LARGEST)),
            contrast(),
            Pieces.heading(words.say("own.pin.title")),
            new PinPart(app, words, pin, background));
    if (disguised) {
      body()
          .getChildren()
          .addAll(
              Pieces.heading(words.say("cover.settings")),
              Pieces.lead(words.say("cover.how", Math.round(HoldButton.HOLD.toSeconds()))),
              Pieces.note(words.say("cover.outside")));
    }
    body().getChildren().add(Pieces.heading(words.say("settings.server")));
    server();
    body()
        .getChildren()
        .addAll(
            Pieces.heading(words.say("settings.this.phone")),
            Pieces.lead(words.say("settings.this.phone.lead")),
            new Confirm(
                "settings-wipe",
                new Confirm.Texts(
                    words.say("settings.wipe"),
                    () -> words.say("settings.wipe.question"),
                    words.say("settings.wipe.yes"),
                    words.say("no")),
                wipe));
  }

  private Button language(Language language, String ownName) {
    boolean chosen = words.language() == language;
    return Pieces.button(
        "settings-language-" + language.code(),
        chosen ? "✓ " + ownName : ownName,
        () -> {
          settings.choose(language);
          app.refresh();
        },
        chosen ? "primary" : "secondary");
  }

  private Button size(TextSize size) {
    boolean chosen = settings.textSize() == size;
    String name = words.say("settings.text." + size);
    return Pieces.button(
        "settings-text-" + size.name().toLowerCase(Locale.ROOT),
        chosen ? "✓ " + name : name,
        () -> {
          settings.choose(size);
          look();
        },
        chosen ? "primary" : "secondary");
  }

  private CheckBox contrast() {
    CheckBox box =
        Pieces.check("settings-contrast", words.say("settings.contrast"), settings.highContrast());
    box.selectedProperty()
        .addListener(
            (selected, before, now) -> {
              settings.chooseContrast(now);
              look();
            });
    return box;
  }

  private void look() {
    app.look(settings.textSize().pixels(), settings.highContrast());
    app.refresh();
  }

  private void server() {
    if (settings.serverIsFixed()) {
      body().getChildren().add(Pieces.lead(words.say("settings.server.fixed", settings.server())));
      return;
    }
    TextField server =
        Pieces.field("settings-server", "https://", settings.server().toString(), MOST_CHARACTERS);
    Pieces.show(problem, false);
    body()
        .getChildren()
        .addAll(
            server,
            problem,
            Pieces.secondary(
                "settings-save", words.say("settings.server.save"), () -> save(server.getText())));
  }

  private void save(String typed) {
    Optional<URI> address = ServerAddress.parse(typed);
    boolean possible = address.isPresent() && serverMayChange.getAsBoolean();
    problem.setText(
        words.say(address.isEmpty() ? "settings.server.wrong" : "settings.server.busy"));
    Pieces.show(problem, !possible);
    if (possible) {
      settings.chooseServer(address.get());
      app.message(words.say("settings.server.saved"));
    }
  }
}
