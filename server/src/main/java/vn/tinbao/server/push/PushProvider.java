package vn.tinbao.server.push;

/**
 * Port: hands a push to whatever reaches the devices of a member of staff.
 *
 * <p>Contract. {@link #send} may be called again with the same id after a crash or a {@link
 * PushResult.Retry}: devices must treat a repeated reference as "look again", so a duplicate does
 * no harm. It never throws for anything that the far side did; it never blocks longer than ten
 * seconds. {@link PushResult.Accepted} means handed over, not seen. A push that reaches nobody is
 * not lost: the app fetches its assignments on every connect and on its own clock. What it carries
 * is the note, nothing else, whatever the provider could carry. It may be called on many threads at
 * once.
 */
public interface PushProvider {

  /** Short name for figures and logs, e.g. {@code relay}. */
  String name();

  /**
   * Whether it reaches each device by a token that the device told us; else one call reaches all
   * devices of that person which are connected.
   */
  boolean byToken();

  /** Hands it over. */
  PushResult send(PushNote note, PushTarget target);
}
