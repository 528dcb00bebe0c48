package vn.tinbao.server.push;

import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import vn.tinbao.server.staff.SignedInOnNewDevice;

/** Tells a person's phones that somebody signed in as them on a device that was not known. */
@Singleton
class NewDevicePush implements ApplicationEventListener<SignedInOnNewDevice> {
  static final String TOPIC = "session";

  private final Push push;

  NewDevicePush(Push push) {
    this.push = push;
  }

  @Override
  public void onApplicationEvent(SignedInOnNewDevice event) {
    push.toStaff(event.accountId(), TOPIC, event.sessionId());
  }
}
