package vn.tinbao.server.fieldwork;

import io.micronaut.http.HttpStatus;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/**
 * Photos and recordings that officers bring from the field: attachments of the tip, each of one
 * task. Brought piece by piece, whenever there is a signal; taken as long as words in the report
 * are.
 */
@Singleton
public class FieldFiles {
  private final FileRows rows;
  private final Assignments assignments;
  private final Attachments attachments;
  private final Clock clock;

  FieldFiles(FileRows rows, Assignments assignments, Attachments attachments, Clock clock) {
    this.rows = rows;
    this.assignments = assignments;
    this.attachments = attachments;
    this.clock = clock;
  }

  /**
   * When a file was taken, by the phone's clock.
   *
   * @param takenAt null when the phone did not say
   */
  public record Taken(UUID assignmentId, @Nullable Instant takenAt) {}

  /** Officers' files of a tip by their ids; whoever asks must have opened the tip. */
  @Transactional
  public Map<UUID, Taken> ofTip(UUID tipId) {
    Map<UUID, Taken> files = new HashMap<>();
    rows.ofTip(tipId)
        .forEach(
            row -> files.put(row.attachmentId(), new Taken(row.assignmentId(), row.takenAt())));
    return files;
  }

  /** Those of a task of which all is stored; whoever asks must be its officer and at work on it. */
  List<SyncApi.FileBody> ofTask(UUID tipId, UUID assignmentId) {
    Set<UUID> ids =
        rows.ofTask(assignmentId).stream()
            .map(FileRows.Row::attachmentId)
            .collect(Collectors.toSet());
    return ids.isEmpty()
        ? List.of()
        : attachments.ofTip(tipId).stream()
            .filter(file -> ids.contains(file.id()) && file.state() != Attachment.State.ARRIVING)
            .map(file -> new SyncApi.FileBody(file.id(), file.name(), file.length()))
            .toList();
  }

  /**
   * Whatever else is wrong with a request, whose task it is about is nobody else's business.
   *
   * @throws Refusal 404 when the task is not this officer's
   */
  @Transactional
  public void checkOwn(StaffMember officer, UUID assignmentId) {
    var unused = held(officer, assignmentId);
  }

  /**
   * Makes room for a file, or says how far it is. A file that is stored whole is answered as such
   * whatever became of the task, so that a phone whose answer was lost lets it go.
   *
   * @param takenAt by the phone's clock; only the first word counts
   * @throws Refusal 404 when the task is not this officer's, 425 while it is not accepted (the
   *     phone tries again: its accept may be on the way), 409 when the id is another file's, 410
   *     when it is over for this officer; and as {@link Attachments#begin}
   */
  @Transactional
  public Attachments.Standing begin(
      StaffMember officer,
      UUID assignmentId,
      UUID id,
      String name,
      long length,
      @Nullable Instant takenAt) {
    Assignments.Held task = held(officer, assignmentId);
    Optional<FileRows.Row> known = rows.byId(id);
    if (known.isPresent()) {
      checkTask(known.get(), assignmentId);
      Optional<Attachments.Standing> whole =
          attachments
              .standing(task.tipId(), id)
              .filter(s -> s.received() == length && s.length() == length);
      if (whole.isPresent()) {
        return whole.get();
      }
    }
    checkOpen(task);
    Attachments.Standing standing =
        attachments.begin(task.tipId(), Bringer.officer(officer.id()), id, name, length);
    rows.add(id, assignmentId, takenAt, SqlTime.now(clock));
    return standing;
  }

  /**
   * Adds bytes at {@code offset}; every piece is committed before the next is read.
   *
   * @throws Refusal as {@link #begin} and {@link Attachments#append}
   * @throws IOException when the phone broke off; all that had arrived is stored
   */
  public Attachments.Standing append(
      StaffMember officer, UUID assignmentId, UUID id, long offset, InputStream bytes)
      throws IOException {
    return attachments.append(mayAdd(officer, assignmentId, id), id, offset, bytes);
  }

  /** The tip to which this file may be added to now. */
  @Transactional
  public UUID mayAdd(StaffMember officer, UUID assignmentId, UUID id) {
    Assignments.Held task = held(officer, assignmentId);
    checkTask(
        rows.byId(id).orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "attachment.unknown")),
        assignmentId);
    checkOpen(task);
    return task.tipId();
  }

  private Assignments.Held held(StaffMember officer, UUID assignmentId) {
    return assignments
        .hold(officer, assignmentId)
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "fieldwork.gone.UNKNOWN"));
  }

  private static void checkTask(FileRows.Row row, UUID assignmentId) {
    if (!row.assignmentId().equals(assignmentId)) {
      throw new Refusal(HttpStatus.CONFLICT, "attachment.id-taken");
    }
  }

  private static void checkOpen(Assignments.Held task) {
    if (task.state() == AssignmentState.OFFERED && task.sees()) {
      throw new Refusal(HttpStatus.TOO_EARLY, "fieldwork.refused.STATE");
    }
    boolean open = task.state().atWork() || task.state() == AssignmentState.DONE;
    if (!open || !task.sees()) {
      String why = task.state().ended() ? task.state().name() : "MOVED";
      throw new Refusal(HttpStatus.GONE, "fieldwork.gone." + why);
    }
  }
}
