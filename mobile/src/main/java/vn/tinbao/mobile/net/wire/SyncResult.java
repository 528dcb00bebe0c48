package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one operation ended.
 *
 * @param outcome APPLIED, CONFLICT, GONE or REFUSED
 * @param why a code, null when applied
 * @param say the same in a sentence for the officer
 * @param fields in which another phone wrote something else
 */
@Json
public record SyncResult(
    String id,
    String outcome,
    @Nullable String why,
    @Nullable String say,
    @Nullable List<String> fields) {}
