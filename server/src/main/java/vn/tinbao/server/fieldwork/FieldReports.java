package vn.tinbao.server.fieldwork;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.sms.db.SqlTime;

/**
 * Reports from the field, sealed under the key of their tip. Each field has its own version: what
 * two phones wrote into different fields comes together, and what they wrote into the same one is
 * kept twice until the officer has chosen.
 */
@Singleton
public class FieldReports {
  private final ReportRows rows;
  private final TipDesk tips;
  private final Clock clock;

  FieldReports(ReportRows rows, TipDesk tips, Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.clock = clock;
  }

  /**
   * What a phone wrote into one field.
   *
   * @param base version of the field that the phone knew, 0 for none
   * @param after operation of the same phone that wrote into this field before and was not answered
   *     yet, or the rival that this settles; null when there is none
   */
  record Edit(String value, int base, @Nullable UUID after) {

    @Override
    public String toString() {
      return "Edit[on " + base + "]";
    }
  }

  /** Reports on a tip, the first one first; whoever asks must have opened the tip. */
  @Transactional
  public List<FieldReport> ofTip(UUID tipId) {
    List<ReportRows.Row> found = rows.ofTip(tipId);
    if (found.isEmpty()) {
      return List.of();
    }
    TipKey key = tips.key(tipId);
    return found.stream().map(row -> opened(row, key)).toList();
  }

  /** The report of a task; whoever asks must be its officer and at work on it. */
  Optional<FieldReport> of(UUID assignmentId) {
    return rows.byId(assignmentId).map(row -> opened(row, tips.key(row.tipId())));
  }

  /**
   * Writes what a phone changed. In the transaction of whoever holds the tip and the task.
   *
   * @return names of fields in which another phone had written something else meanwhile
   */
  List<String> write(
      UUID tipId,
      UUID officerId,
      UUID deviceId,
      UUID operationId,
      UUID assignmentId,
      Map<String, Edit> edits,
      boolean finished) {
    Instant now = SqlTime.now(clock);
    TipKey key = tips.key(tipId);
    boolean started = rows.start(assignmentId, tipId, officerId, now) == 1;
    ReportRows.Row before = rows.byId(assignmentId).orElseThrow();
    Map<String, ReportRows.Value> values = new HashMap<>();
    rows.values(assignmentId).forEach(value -> values.put(value.field(), value));
    List<String> rivals = new ArrayList<>();
    for (Map.Entry<String, Edit> entry : edits.entrySet()) {
      String field = entry.getKey();
      Edit edit = entry.getValue();
      ReportRows.Value current = values.get(field);
      if (current != null && same(key, assignmentId, current, edit.value())) {
        settle(edit, assignmentId, field, operationId, now);
      } else if (fits(current, edit)) {
        rows.write(
            assignmentId,
            field,
            key.seal(edit.value(), ReportRows.VALUE + field, assignmentId),
            operationId,
            deviceId,
            now);
        settle(edit, assignmentId, field, operationId, now);
      } else {
        rows.keepRival(
            operationId,
            assignmentId,
            field,
            key.seal(edit.value(), ReportRows.RIVAL + field, operationId),
            deviceId,
            now);
        settle(edit, assignmentId, field, operationId, now);
        rivals.add(field);
      }
    }
    rows.changed(assignmentId, finished, now);
    boolean finishedNow = finished && before.finishedAt() == null;
    if (started || finishedNow || before.finishedAt() != null) {
      tips.record(
          tipId,
          finishedNow
              ? "FIELD_REPORT_FINISHED"
              : started ? "FIELD_REPORT_STARTED" : "FIELD_REPORT_CORRECTED",
          officerId,
          "{\"assignment\":\"%s\",\"officer\":\"%s\"}".formatted(assignmentId, officerId),
          TipDesk.Attention.KEEP,
          null);
    } else {
      tips.changed(tipId);
    }
    return rivals;
  }

  /** The same phone's earlier words make room for its later ones. */
  private void settle(Edit edit, UUID assignmentId, String field, UUID operationId, Instant now) {
    UUID after = edit.after();
    if (after != null) {
      rows.settle(after, assignmentId, field, operationId, now);
    }
  }

  private static boolean fits(ReportRows.@Nullable Value current, Edit edit) {
    // Nothing stands there, whatever the phone knew: the server was restored from a backup.
    return current == null
        || current.version() == edit.base()
        || current.operationId().equals(edit.after());
  }

  private static boolean same(
      TipKey key, UUID assignmentId, ReportRows.Value current, String value) {
    byte[] stands =
        key.openBytes(current.value(), ReportRows.VALUE + current.field(), assignmentId);
    return MessageDigest.isEqual(stands, value.getBytes(StandardCharsets.UTF_8));
  }

  private FieldReport opened(ReportRows.Row row, TipKey key) {
    Map<String, List<FieldReport.Rival>> rivals = new HashMap<>();
    for (ReportRows.Rival rival : rows.rivals(row.assignmentId())) {
      rivals
          .computeIfAbsent(rival.field(), field -> new ArrayList<>())
          .add(
              new FieldReport.Rival(
                  rival.operationId(),
                  key.open(rival.value(), ReportRows.RIVAL + rival.field(), rival.operationId()),
                  rival.at()));
    }
    return new FieldReport(
        row.assignmentId(),
        row.officerId(),
        row.version(),
        row.startedAt(),
        row.updatedAt(),
        row.finishedAt(),
        rows.values(row.assignmentId()).stream()
            .map(
                value ->
                    new FieldReport.Field(
                        value.field(),
                        key.open(
                            value.value(), ReportRows.VALUE + value.field(), row.assignmentId()),
                        value.version(),
                        value.operationId(),
                        value.at(),
                        rivals.getOrDefault(value.field(), List.of())))
            .toList());
  }
}
