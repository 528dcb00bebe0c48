package vn.tinbao.mobile.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What wakes this app, for several who listen, each for a while: the system takes one listener for
 * the life of the process, while the app locks and opens. The system is asked for an address when
 * the first one wants it, and never before. All methods belong to the screen thread.
 */
public final class SharedPush {
  private final PhonePush push;
  private final List<Consumer<PhonePush.Address>> addressees = new ArrayList<>();
  private final List<Runnable> sleepers = new ArrayList<>();
  private PhonePush.@Nullable Address address;
  private boolean asked;
  private boolean listening;

  public SharedPush(PhonePush push) {
    this.push = push;
  }

  /** That of this machine; there is one only in an app built for a phone. */
  public static SharedPush ofThisMachine() {
    return new SharedPush(ServiceLoader.load(PhonePush.class).findFirst().orElse(PhonePush.NONE));
  }

  /** Whether this machine can be woken at all. Asks nobody. */
  public boolean exists() {
    return push.exists();
  }

  /**
   * Wants the address, now and whenever it changes.
   *
   * @return ends it; more than once does no harm
   */
  public Runnable onAddress(Consumer<PhonePush.Address> listener) {
    addressees.add(listener);
    if (!asked) {
      asked = true;
      push.onAddress(this::found);
    } else if (address != null) {
      listener.accept(address);
    }
    return () -> addressees.remove(listener);
  }

  private void found(PhonePush.Address now) {
    address = now;
    List.copyOf(addressees).forEach(listener -> listener.accept(now));
  }

  /**
   * Wants to know when the app was woken.
   *
   * @return ends it; more than once does no harm
   */
  public Runnable onWake(Runnable listener) {
    sleepers.add(listener);
    if (!listening) {
      listening = true;
      push.onWake(() -> List.copyOf(sleepers).forEach(Runnable::run));
    }
    return () -> sleepers.remove(listener);
  }
}
