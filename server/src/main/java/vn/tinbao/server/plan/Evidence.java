package vn.tinbao.server.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that proves that an agency worked on a task.
 *
 * @param happenedOn day in Vietnam
 * @param people trained, reached or commended; null: not counted
 * @param campaignId CAMPAIGN only
 * @param note opened; may name people
 * @param fileName opened; null: no file
 * @param fileSize in bytes, 0 without a file
 * @param cleaned whether there is a cleaned copy of the file
 * @param problem why there is none; null also for files of before, which nobody looked at
 * @param withdrawn taken back: no longer counts
 */
public record Evidence(
    UUID id,
    String planId,
    String taskId,
    String agencyId,
    Kind kind,
    LocalDate happenedOn,
    @Nullable Integer people,
    @Nullable UUID campaignId,
    @Nullable String note,
    @Nullable String fileName,
    int fileSize,
    boolean cleaned,
    @Nullable String problem,
    UUID addedBy,
    Instant addedAt,
    boolean withdrawn) {

  /** What it is. */
  public enum Kind {
    /** A lesson, course or briefing. */
    TRAINING,
    /** Khen thưởng. */
    COMMENDATION,
    CAMPAIGN,
    /** Something that happened to a tip: its id, and nothing of the tip. */
    TIP_EVENT,
    FILE,
    NOTE
  }

  /** Nothing that people typed. */
  @Override
  public String toString() {
    return "Evidence[" + id + ", " + kind + "]";
  }
}
