package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number that anybody may call, with its owner, hours and whether the call costs nothing. */
@Json
public record HotlineEntry(
    String number,
    String name,
    @Nullable String owner,
    @Nullable String hours,
    @Nullable Boolean free,
    List<String> purposes) {}
