package vn.tinbao.mobile.platform;

import java.util.function.Consumer;

/**
 * How the maker of the phone's system can wake this app. A wake-up carries nothing: the app then
 * asks the server. Listeners run on the screen thread; each method is called once in the life of
 * the process, see {@link SharedPush}.
 */
public interface PhonePush {
  /** A machine that nobody can wake. */
  PhonePush NONE =
      new PhonePush() {
        @Override
        public boolean exists() {
          return false;
        }

        @Override
        public void onAddress(Consumer<Address> listener) {
          // There is none.
        }

        @Override
        public void onWake(Runnable listener) {
          // Never.
        }
      };

  /**
   * Where this app can be reached.
   *
   * @param provider as the server calls it: {@code fcm}
   */
  record Address(String provider, String token) {
    /** Never the token. */
    @Override
    public String toString() {
      return "Address[" + provider + "]";
    }
  }

  /** Whether this machine can be woken at all. Asks nobody. */
  boolean exists();

  /** Asks the system for an address; calls the listener with it, and with each later one. */
  void onAddress(Consumer<Address> listener);

  /** Calls the listener whenever the app was woken or a push came while it was open. */
  void onWake(Runnable listener);
}
