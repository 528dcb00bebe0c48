package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.browser.BrowserService;
import com.gluonhq.attach.lifecycle.LifecycleEvent;
import com.gluonhq.attach.lifecycle.LifecycleService;
import com.gluonhq.attach.storage.StorageService;
import com.gluonhq.attach.util.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import vn.tinbao.mobile.platform.CameraCache;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Dialer;
import vn.tinbao.mobile.platform.Life;
import vn.tinbao.mobile.platform.Recorder;
import vn.tinbao.mobile.platform.SharedPush;
import vn.tinbao.mobile.platform.android.ErrandRecorder;
import vn.tinbao.mobile.platform.android.Errands;

/** A phone, as Gluon Attach shows it. */
public final class AttachDevice {
  private AttachDevice() {}

  /**
   * @throws IllegalStateException when the phone gives the app no private directory: then nothing
   *     can be kept and nothing may be asked of a person
   */
  public static Device create() {
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    Path own = privateDirectory();
    Clock clock = Clock.systemUTC();
    Path cache = own.resolveSibling("cache");
    Errands errands = new Errands(cache);
    Life life = new PhoneLife(errands);
    CameraCache photos = new CameraCache(cache);
    Optional<Recorder> recorder =
        Platform.isAndroid() ? Optional.of(new ErrandRecorder(errands, photos)) : Optional.empty();
    return new Device(
        own.resolve("tinbao"),
        telephone(),
        life,
        new Device.Frame(screen.getWidth(), screen.getHeight()),
        clock,
        new AttachCapture(photos, life, recorder),
        new AttachLocator(clock),
        SharedPush.ofThisMachine());
  }

  /**
   * On Android {@code files}, beside which lies {@code cache}, where the camera puts its photos.
   */
  private static Path privateDirectory() {
    return StorageService.create()
        .flatMap(StorageService::getPrivateStorage)
        .map(File::toPath)
        .orElseThrow(() -> new IllegalStateException("the phone gives no private directory"));
  }

  /** A {@code tel:} address opens the telephone without the permission to call by itself. */
  private static Dialer telephone() {
    return number ->
        BrowserService.create()
            .map(
                browser -> {
                  try {
                    browser.launchExternalBrowser("tel:" + number);
                    return true;
                  } catch (IOException | URISyntaxException noTelephone) {
                    return false;
                  }
                })
            .orElse(false);
  }

  private static final class PhoneLife implements Life {
    /** Longer than Android needs to hear it; erasing ends the process by itself. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Errands errands;

    PhoneLife(Errands errands) {
      this.errands = errands;
    }

    @Override
    public void leave() {
      LifecycleService.create()
          .ifPresentOrElse(LifecycleService::shutdown, javafx.application.Platform::exit);
    }

    @Override
    public void leaveErased(boolean otherThingsStay) {
      if (Platform.isAndroid()) {
        errands.ask(
            otherThingsStay ? "forget" : "erase",
            UUID.randomUUID().toString(),
            GOODBYE,
            done -> leave());
      } else {
        leave();
      }
    }

    @Override
    public void onLeave(Runnable listener) {
      LifecycleService.create()
          .ifPresent(
              lifecycle ->
                  lifecycle.addListener(
                      LifecycleEvent.PAUSE, () -> javafx.application.Platform.runLater(listener)));
    }

    @Override
    public void onReturn(Runnable listener) {
      LifecycleService.create()
          .ifPresent(
              lifecycle ->
                  lifecycle.addListener(
                      LifecycleEvent.RESUME, () -> javafx.application.Platform.runLater(listener)));
    }
  }
}
