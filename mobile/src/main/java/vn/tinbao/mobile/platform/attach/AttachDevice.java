package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.browser.BrowserService;
import com.gluonhq.attach.lifecycle.LifecycleEvent;
import com.gluonhq.attach.lifecycle.LifecycleService;
import com.gluonhq.attach.storage.StorageService;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import vn.tinbao.mobile.platform.CameraCache;
import vn.tinbao.mobile.platform.Device;
import vn.tinbao.mobile.platform.Dialer;
import vn.tinbao.mobile.platform.Life;
import vn.tinbao.mobile.platform.SharedPush;

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
    Life life = new PhoneLife();
    return new Device(
        own.resolve("tinbao"),
        telephone(),
        life,
        new Device.Frame(screen.getWidth(), screen.getHeight()),
        clock,
        new AttachCapture(new CameraCache(own.resolveSibling("cache")), life),
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
    @Override
    public void leave() {
      LifecycleService.create().ifPresentOrElse(LifecycleService::shutdown, Platform::exit);
    }

    @Override
    public void onLeave(Runnable listener) {
      LifecycleService.create()
          .ifPresent(
              lifecycle ->
                  lifecycle.addListener(LifecycleEvent.PAUSE, () -> Platform.runLater(listener)));
    }

    @Override
    public void onReturn(Runnable listener) {
      LifecycleService.create()
          .ifPresent(
              lifecycle ->
                  lifecycle.addListener(LifecycleEvent.RESUME, () -> Platform.runLater(listener)));
    }
  }
}
