package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations in the order they were done, and tasks whose content has left the phone. */
@Json
public record SyncUp(@Nullable List<SyncOperation> operations, @Nullable List<String> purged) {}
