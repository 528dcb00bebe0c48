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
 * @param disguised whether the app shows itself as a notes pad
 */
public record Options(
    @Nullable URI server,
    Http.Limits limits,
    Backoff tips,
    Duty.Pace duty,
    EventStream.Pace events,
    Duration dialoguePoll,
    boolean disguised) {

  /** The server's address, for example {@code http://127.0.0.1:8080}. */
  public static final String SERVER_PROPERTY = "tinbao.server";

  /** {@code true} shows the app of this computer as a notes pad. */
  public static final String DISGUISE_PROPERTY = "tinbao.app.disguise";

  /** Is in the app when it was built with the profile {@code disguise}. */
  static final String DISGUISE_MARK = "/vn/tinbao/mobile/disguise.dat";

  private static final Duration DIALOGUE_POLL = Duration.ofSeconds(20);

  /** Without disguise. */
  public Options(
      @Nullable URI server,
      Http.Limits limits,
      Backoff tips,
      Duty.Pace duty,
      EventStream.Pace events,
      Duration dialoguePoll) {
    this(server, limits, tips, duty, events, dialoguePoll, false);
  }

  /** The same, looking like a notes pad. */
  public Options inDisguise() {
    return new Options(server, limits, tips, duty, events, dialoguePoll, true);
  }

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
        DIALOGUE_POLL,
        builtDisguised());
  }

  /** Whether this is the disguised build, or is told to look like it. */
  static boolean builtDisguised() {
    return Boolean.getBoolean(DISGUISE_PROPERTY)
        || Options.class.getResource(DISGUISE_MARK) != null;
  }
}
