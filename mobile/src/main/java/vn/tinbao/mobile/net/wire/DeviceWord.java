package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a phone says of itself without a session. */
@Json
public record DeviceWord(@Nullable List<String> purged, @Nullable Boolean wiped) {}
