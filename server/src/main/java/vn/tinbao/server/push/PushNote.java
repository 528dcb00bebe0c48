package vn.tinbao.server.push;

import java.util.UUID;

/**
 * What is told: look at {@code ref}. Never content.
 *
 * @param id of the push, the same in every repetition
 * @param topic what kind of thing it is about, a code such as {@code assignment}
 * @param ref opaque id
 */
public record PushNote(UUID id, String topic, UUID ref) {}
