package vn.tinbao.mobile.platform;

/**
 * Hints that something changed for the officer who is signed in. A hint carries no content; the app
 * then asks the server. Hints may be lost, late, or come twice: nothing may depend on one, the app
 * also asks by itself from time to time.
 */
@FunctionalInterface
public interface PushEvents {
  /** Starts listening for that session until the answer is closed. */
  Subscription listen(String sessionToken, Listener listener);

  /** Called on any thread. */
  interface Listener {
    /** Hints arrive from now on; earlier ones may have been missed. */
    void connected();

    /** Something changed. */
    void hint();

    /** Hints cannot arrive at the moment. */
    void lost();

    /** The other side turned this session away; an ordinary request will tell whether it ended. */
    void denied();
  }

  /** Ends the listening. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
