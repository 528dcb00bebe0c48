package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a push carries.
 *
 * @param ref opaque id of what to look at; null after an interruption: look at everything
 * @param id of the push, to be told back; null where there is nothing to tell
 */
@Json
public record PushHint(@Nullable String ref, @Nullable String id) {}
