package vn.tinbao.server.push;

import java.util.UUID;

/**
 * What is told: look at {@code ref}. Never content.
 *
 * @param id of the push, the same in every repetition
 * @param topic what kind of thing it is about, a code such as {@code assignment}
 * @param ref opaque id
 * @param silent only a hint to fetch: nothing appears on the phone, and it may wait while the phone
 *     sleeps
 */
public record PushNote(UUID id, String topic, UUID ref, boolean silent) {

  /** One that an officer is shown. */
  public PushNote(UUID id, String topic, UUID ref) {
    this(id, topic, ref, false);
  }
}
