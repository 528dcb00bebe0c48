package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What the phone does not know yet.
 *
 * @param cursor to be kept once everything here is kept
 * @param whole every task that is not in here must go
 * @param wipe everything of the officer must leave the phone at once
 */
@Json
public record SyncNews(
    String cursor,
    boolean whole,
    boolean wipe,
    List<AssignmentDoc> assignments,
    List<SyncPurge> purges) {
  /** A server that leaves out what is empty means that it is empty. */
  public SyncNews {
    cursor = cursor == null ? "" : cursor;
    assignments = assignments == null ? List.of() : assignments;
    purges = purges == null ? List.of() : purges;
  }
}
