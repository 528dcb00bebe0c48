package vn.tinbao.mobile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Parent;
import vn.tinbao.mobile.capture.Captures;
import vn.tinbao.mobile.capture.Underway;
import vn.tinbao.mobile.citizen.ArticleBook;
import vn.tinbao.mobile.citizen.CitizenScreens;
import vn.tinbao.mobile.citizen.HotlineBook;
import vn.tinbao.mobile.citizen.NewsBook;
import vn.tinbao.mobile.citizen.OpenedFiles;
import vn.tinbao.mobile.citizen.PlacePush;
import vn.tinbao.mobile.citizen.TipBook;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.net.Topics;
import vn.tinbao.mobile.officer.FilesUnderway;
import vn.tinbao.mobile.officer.OfficerLife;
import vn.tinbao.mobile.officer.OfficerScreens;
import vn.tinbao.mobile.officer.RelayPush;
import vn.tinbao.mobile.officer.WakeUp;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Devices;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.platform.SharedCapture;
import vn.tinbao.mobile.settings.PinSetting;
import vn.tinbao.mobile.settings.Settings;
import vn.tinbao.mobile.settings.SettingsView;
import vn.tinbao.mobile.shell.AppManager;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.shell.View;
import vn.tinbao.mobile.store.HomeLock;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.text.Words;

/**
 * One running app: its rooms, wired together by hand. Citizen and officer have a vault each, so
 * that signing out destroys the officer's key and leaves the citizen's things alone; the officer's
 * opens with a PIN.
 */
final class Assembly implements AutoCloseable {
  /** A phone that is being erased does not stay on the screen for longer. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Device device;
  private final HomeLock home;
  private final Vault citizenVault;
  private final Underway underway;
  private final FilesUnderway officersUnderway;
  private final Vault phoneVault;
  private final Words words;
  private final PinSetting pin;
  private final Api api;
  private final TipBook tips;
  private final NewsBook news;
  private final ArticleBook articles;
  private final PlacePush push;
  private final WakeUp wakeUp;
  private final OpenedFiles opened;
  private final OfficerLife duty;
  private final Background background;
  private final Settings settings;
  private final boolean disguised;
  private final Runnable onErased;
  private final CitizenScreens citizen;
  private final OfficerScreens officer;
  private final AppManager app;
  private boolean closed;

  /**
   * @param citizenVault open; closed with this app
   * @param underway files that are on their way into it; outlives this app
   * @param officersUnderway the same of the officer's vault
   * @param onExit what one tap on the exit does
   * @param onErased shows nothing of this app any more
   */
  Assembly(
      Device device,
      HomeLock home,
      Vault citizenVault,
      Underway underway,
      FilesUnderway officersUnderway,
      Words words,
      PinSetting pin,
      Options options,
      Runnable onExit,
      Runnable onErased) {
    Executor screen = Platform::runLater;
    this.device = device;
    this.home = home;
    this.citizenVault = citizenVault;
    this.underway = underway;
    this.officersUnderway = officersUnderway;
    this.words = words;
    this.pin = pin;
    this.disguised = options.disguised();
    this.onErased = onErased;
    this.phoneVault = Vault.open(device.home().resolve("phone"));
    this.settings = new Settings(citizenVault, options.server(), words);
    Http http = new Http(settings::server, () -> words.language().code(), options.limits());
    this.api = new Api(http);
    this.tips =
        new TipBook(
            citizenVault,
            api,
            device.clock(),
            options.tips(),
            screen,
            new SharedCapture(device.capture(), this::leftToCitizen),
            underway);
    Topics topics = new Topics(api);
    this.articles = new ArticleBook(citizenVault, api, device.clock(), words::language, screen);
    this.push = new PlacePush(citizenVault, topics, device.push());
    this.news =
        new NewsBook(
            citizenVault,
            topics,
            articles,
            push,
            device.clock(),
            words::language,
            options.events(),
            screen);
    this.opened = new OpenedFiles(device.home(), Devices.opener());
    opened.sweep();
    this.duty =
        new OfficerLife(
            device.home().resolve("officer"),
            phoneVault,
            api,
            new RelayPush(api, options.events()),
            device.clock(),
            options.duty(),
            screen,
            System::nanoTime,
            device.capture(),
            officersUnderway);
    this.app = new AppManager(words, this::homeView, onExit, this::removeEverythingAndLeave);
    this.background = new Background(screen, () -> app.message(words.say("trouble.storage")));
    this.wakeUp = new WakeUp(duty, api, background);
    this.citizen =
        new CitizenScreens(
            app,
            words,
            tips,
            new HotlineBook(citizenVault, api, device.clock()),
            news,
            articles,
            push,
            opened,
            api,
            device,
            background,
            options.dialoguePoll());
    this.officer = new OfficerScreens(app, words, duty, device, Devices.maps(), background);
  }

  /** Shows the first screen and starts sending what waits. On the screen thread. */
  void run() {
    app.addPlace("nav-report", "report.title", citizen::openReport);
    app.addPlace("nav-tips", "tips.title", citizen::openTips);
    app.addPlace("nav-hotlines", "hotlines.title", citizen::openHotlines);
    app.addPlace("nav-articles", "articles.title", citizen::openArticles);
    app.addPlace("nav-news", "news.title", citizen::openNews);
    app.addPlace("nav-guide", "guide.title", citizen::openGuide);
    app.addPlace("nav-officer", "nav.officer", officer::open);
    app.addPlace("nav-settings", "settings.title", this::openSettings);
    tips.onChange(this::sayWhatIsUnsent);
    duty.onChange(this::sayWhatIsUnsent);
    news.onArrival(() -> app.banner(words.say("banner.news.places"), citizen::openNews));
    duty.onNews(() -> app.banner(words.say("banner.news"), officer::open));
    app.look(settings.textSize().pixels(), settings.highContrast());
    app.goHome();
    sayWhatIsUnsent();
    tips.start();
    duty.start();
    wakeUp.start(device.push());
    push.start(news::refreshSoon);
    news.start();
  }

  /** What a camera left for a run of the app that died, without what is the officer's. */
  private List<PickedFile> leftToCitizen() {
    return duty.takeIn(device.capture().leftovers(), tips.captures().awaited());
  }

  private View homeView() {
    return citizen.home();
  }

  private void openSettings() {
    app.openFromHome(
        () ->
            new SettingsView(
                app,
                settings,
                words,
                pin,
                background,
                this::serverMayChange,
                disguised,
                this::removeEverythingAndLeave));
  }

  /** A token must not reach another server, nor a tip or its code that are of this one. */
  private boolean serverMayChange() {
    return duty.gate() == OfficerLife.Gate.SIGN_IN && !tips.holdsTips();
  }

  private void sayWhatIsUnsent() {
    if (closed) {
      return;
    }
    int unsent = tips.unsent() + duty.unsent();
    app.strip(unsent == 0 ? null : words.say("strip.unsent", unsent));
  }

  /** The person came back to the app: whatever waits is tried now. */
  void cameBack() {
    opened.sweep();
    tips.sendNow();
    news.refreshSoon();
    duty.cameBack();
  }

  /** The person turned to something else: no microphone may stay open. */
  void wentAway() {
    tips.captures().stopRecording();
    duty.stopRecording();
  }

  /** What the window shows. */
  Parent root() {
    return app.root();
  }

  AppManager app() {
    return app;
  }

  /** Returns when everything typed so far is on the disk. Blocks. */
  void flush() {
    tips.flush();
    duty.flush();
  }

  /**
   * Destroys the keys first, so that no last words are written, then every file, and leaves. What
   * the maker of the phone's system was told of followed places is untold meanwhile, and the server
   * hears that an officer's phone is empty, if there is a network; nobody waits long for that.
   */
  private void removeEverythingAndLeave() {
    List<Runnable> farewells =
        Stream.of(push.farewell(), duty.farewell()).flatMap(Optional::stream).toList();
    try {
      underway.abandon();
      officersUnderway.abandon();
      home.destroyKeys();
      die();
    } finally {
      removeFilesAndLeave(farewells);
    }
  }

  private void removeFilesAndLeave(List<Runnable> farewells) {
    try {
      home.removeHome();
      Captures.sweep(device.capture());
    } finally {
      if (farewells.isEmpty()) {
        device.life().leaveErased(disguised);
      } else {
        sayAndLeave(farewells);
      }
    }
  }

  private void sayAndLeave(List<Runnable> farewells) {
    onErased.run();
    Executor atOnce =
        work -> {
          Thread thread = new Thread(work, "farewell");
          thread.setDaemon(true);
          thread.start();
        };
    var unused =
        CompletableFuture.allOf(
                farewells.stream()
                    .map(farewell -> CompletableFuture.runAsync(farewell, atOnce))
                    .toArray(CompletableFuture[]::new))
            .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete(
                (said, late) -> Platform.runLater(() -> device.life().leaveErased(disguised)));
  }

  /** Writes the last words, sends nothing more and forgets the keys. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    app.stop();
    wakeUp.close();
    push.close();
    tips.close();
    news.close();
    opened.close();
    duty.close();
    background.close();
    // What was just being copied.
    opened.sweep();
    citizenVault.close();
    phoneVault.close();
  }

  /** As if the phone had died in this moment: nothing more is written. */
  void die() {
    closed = true;
    app.stop();
    wakeUp.close();
    push.close();
    citizenVault.close();
    duty.die();
    news.close();
    phoneVault.close();
    tips.close();
    background.close();
  }
}
