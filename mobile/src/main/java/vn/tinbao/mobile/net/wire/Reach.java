package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * How the server reaches this phone from now on.
 *
 * @param reachedBy {@code relay}: keep the stream open and ask now and then; else a push provider
 */
@Json
public record Reach(String reachedBy) {}
