package vn.tinbao.mobile;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.tinbao.mobile.net.EventStream;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.officer.Duty;
import vn.tinbao.mobile.store.Backoff;

/**
 * What is decided before the app starts: which server, and how patient it is. Tests are less
 * patient.
 *
 * @param server null to take the one chosen in the settings
 * @param tips how a tip waits for its next try
 * @param dialoguePoll how often an open dialogue asks for an answer
 */
public record Options(
    @Nullable URI server,
    Http.Limits limits,
    Backoff tips,
    Duty.Pace duty,
    EventStream.Pace events,
    Duration dialoguePoll) {

  /** The server's address, for example {@code http://127.0.0.1:8080}. */
  public static final String SERVER_PROPERTY = "tinbao.server";

  private static final Duration DIALOGUE_POLL = Duration.ofSeconds(20);

  /**
   * The app's own patience, and the server of the system property if there is one.
   *
   * @throws IllegalArgumentException when the property is no address
   */
  public static Options usual() {
    String given = System.getProperty(SERVER_PROPERTY);
    return new Options(
        given == null || given.isBlank() ? null : URI.create(given),
        Http.Limits.USUAL,
        Backoff.USUAL,
        Duty.Pace.USUAL,
        EventStream.Pace.USUAL,
        DIALOGUE_POLL);
  }
}
