package vn.tinbao.mobile.officer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.Answer;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.wire.PushAddress;
import vn.tinbao.mobile.platform.PhonePush;
import vn.tinbao.mobile.platform.SharedPush;
import vn.tinbao.mobile.shell.Background;

/**
 * Tells the server how this phone can be woken, once a session and address, and asks for news when
 * it was. Only for an officer who is signed in: nobody asks for a citizen's sake unless she says so
 * herself. Methods belong to the screen thread.
 */
public final class WakeUp implements AutoCloseable {
  private final OfficerLife life;
  private final Api api;
  private final Background background;
  private PhonePush.@Nullable Address address;
  private @Nullable Told told;
  private boolean asked;
  private boolean closed;
  private final List<Runnable> endings = new ArrayList<>();

  private record Told(String session, PhonePush.Address address) {
    @Override
    public String toString() {
      return "Told[…]";
    }
  }

  public WakeUp(OfficerLife life, Api api, Background background) {
    this.life = life;
    this.api = api;
    this.background = background;
  }

  public void start(SharedPush push) {
    endings.add(push.onWake(life::cameBack));
    endings.add(life.onChange(() -> tell(push)));
    tell(push);
  }

  /** The app locks or ends: whoever opens it again begins anew. */
  @Override
  public void close() {
    closed = true;
    endings.forEach(Runnable::run);
  }

  private void tell(SharedPush push) {
    if (closed) {
      return;
    }
    Optional<String> session = life.duty().flatMap(Duty::token);
    if (session.isEmpty()) {
      return;
    }
    if (!asked) {
      // Only now: asking makes the system's maker know that this app is here.
      asked = true;
      endings.add(
          push.onAddress(
              found -> {
                address = found;
                tell(push);
              }));
      return;
    }
    if (address != null && !new Told(session.get(), address).equals(told)) {
      Told now = new Told(session.get(), address);
      told = now;
      PushAddress wire = new PushAddress(address.provider(), address.token());
      background.run(() -> api.wakeBy(now.session(), wire), answer -> heard(now, answer));
    }
  }

  /** What did not arrive is told again when something changes; what was refused is not. */
  private void heard(Told what, Answer<?> answer) {
    if (answer instanceof Answer.Later && what.equals(told)) {
      told = null;
    }
  }
}
