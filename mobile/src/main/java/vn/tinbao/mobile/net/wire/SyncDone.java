package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What became of the operations.
 *
 * @param wipe everything of the officer must leave the phone at once; nothing was applied
 */
@Json
public record SyncDone(boolean wipe, List<SyncResult> results) {
  /** A server that leaves out what is empty means that it is empty. */
  public SyncDone {
    results = results == null ? List.of() : results;
  }
}
