package vn.tinbao.mobile.platform;

import java.util.function.Consumer;

/**
 * How the maker of the phone's system can wake this app. A wake-up carries nothing: the app then
 * asks the server. Listeners run on the screen thread.
 */
public interface PhonePush {
  /** A machine that nobody can wake. */
  PhonePush NONE =
      new PhonePush() {
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

  /** Asks the system for an address; calls the listener with it, and with each later one. */
  void onAddress(Consumer<Address> listener);

  /** Calls the listener whenever the app was woken or a push came while it was open. */
  void onWake(Runnable listener);
}
