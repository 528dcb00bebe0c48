package vn.tinbao.mobile.platform.attach;

import com.gluonhq.attach.pushnotifications.PushNotificationsService;
import com.gluonhq.attach.runtimeargs.RuntimeArgsService;
import com.gluonhq.attach.util.Platform;
import java.util.function.Consumer;
import vn.tinbao.mobile.platform.PhonePush;

/**
 * Firebase on Android through Attach services that are not on every Maven repository; compiled with
 * the phone profiles only. An iPhone yields an APNs token, which the server's provider does not
 * take: there the relay and asking remain.
 */
public final class AttachPush implements PhonePush {

  /** For the service loader. */
  public AttachPush() {}

  @Override
  public boolean exists() {
    return Platform.isAndroid();
  }

  @Override
  public void onAddress(Consumer<Address> listener) {
    if (!exists()) {
      return;
    }
    PushNotificationsService.create()
        .ifPresent(
            service -> {
              service.tokenProperty().addListener((token, before, now) -> tell(listener, now));
              tell(listener, service.tokenProperty().get());
              service.register();
            });
  }

  private static void tell(Consumer<Address> listener, String token) {
    if (token != null && !token.isBlank()) {
      onScreen(() -> listener.accept(new Address("fcm", token)));
    }
  }

  /** The content is not looked at: what there is to know the server tells. */
  @Override
  public void onWake(Runnable listener) {
    RuntimeArgsService.create()
        .ifPresent(
            service ->
                service.addListener(
                    RuntimeArgsService.LAUNCH_PUSH_NOTIFICATION_KEY,
                    content -> onScreen(listener)));
  }

  private static void onScreen(Runnable work) {
    javafx.application.Platform.runLater(work);
  }
}
