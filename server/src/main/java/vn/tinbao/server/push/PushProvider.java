package vn.tinbao.server.push;

import java.util.UUID;

/**
 * Port: hands a push to whatever reaches the devices of a member of staff.
 *
 * <p>Contract. {@link #send} may be called again with the same id after a crash or a {@link
 * PushResult.Retry}: devices must treat a repeated reference as "look again", so a duplicate does
 * no harm. It never throws for anything that the far side did; it never blocks longer than ten
 * seconds. {@link PushResult.Accepted} means handed over, not seen. A push that reaches nobody is
 * not lost: the app fetches its assignments on every connect and on its own clock. What it carries
 * is the reference and the topic, nothing else, whatever the provider could carry.
 */
public interface PushProvider {

  /** Short name for figures and logs, e.g. {@code relay}. */
  String name();

  /**
   * Hands it over.
   *
   * @param id of the push, the same in every repetition
   * @param staffId whose devices
   * @param topic what kind of thing it is about, a code such as {@code assignment}
   * @param ref opaque id
   */
  PushResult send(UUID id, UUID staffId, String topic, UUID ref);
}
