package vn.tinbao.server.duty;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;

/**
 * One shift hands over to the next: what is open, what changed, who is on duty, a note; given by
 * one person and taken by another, both with time and audit row. There is one open hand-over of an
 * agency at a time.
 */
@Singleton
public class Handovers {
  /** Longest note, in characters. */
  public static final int MOST_CHARACTERS = 5_000;

  static final String CONTEXT = "handover:";

  /** What changed is counted from here where nobody handed over before. */
  private static final Duration A_SHIFT = Duration.ofHours(12);

  /** And never from further back. */
  private static final Duration FURTHEST = Duration.ofDays(7);

  private static final List<String> FIGURES =
      List.of("OPEN", "LEADING", "URGENT", "OVERDUE", "WANTED", "NEW", "OFFERS");

  private static final int NOTES_AT_ONCE = 1_000;
  private static final String CUT = "CUT";
  private static final int MOST_SHOWN = 30;

  private final HandoverRows rows;
  private final DutyRoster roster;
  private final SecretSeal seal;
  private final ObjectMapper json;
  private final Audit audit;
  private final Live live;
  private final Clock clock;

  Handovers(
      HandoverRows rows,
      DutyRoster roster,
      SecretSeal seal,
      ObjectMapper json,
      Audit audit,
      Live live,
      Clock clock) {
    this.rows = rows;
    this.roster = roster;
    this.seal = seal;
    this.json = json;
    this.audit = audit;
    this.live = live;
    this.clock = clock;
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    NOT_FOUND,
    /** Another one of this agency waits to be taken. */
    ANOTHER_OPEN,
    /** Taken by somebody else, taken back, or the viewer's own. */
    TOO_LATE,
    NOTE_WRONG
  }

  /** A tip that must be looked at first: why, and whether the viewer may open it. */
  public record Watched(UUID tipId, String why, boolean opens) {}

  /**
   * How the agency stands, in numbers by code.
   *
   * @param since what changed is counted from here
   * @param open OPEN, LEADING, URGENT, OVERDUE, WANTED, NEW, OFFERS
   * @param changes kinds of the timeline
   * @param openCut whether there is more than was counted for the first
   * @param changesCut the same for the second
   */
  public record Standing(
      Instant since,
      Map<String, Long> open,
      Map<String, Long> changes,
      boolean openCut,
      boolean changesCut) {}

  /** A hand-over without its note. */
  public record Line(
      UUID id,
      UUID fromId,
      Instant givenAt,
      @Nullable UUID toId,
      @Nullable Instant takenAt,
      @Nullable Instant withdrawnAt) {

    /** Whether it waits for somebody who takes it. */
    public boolean waits() {
      return takenAt == null && withdrawnAt == null;
    }
  }

  /**
   * A hand-over, opened.
   *
   * @param noteRemovedAt when its note was deleted because its time was over, null when it was not
   */
  public record View(
      Line line,
      Standing standing,
      List<UUID> onDuty,
      @Nullable String note,
      @Nullable Instant noteRemovedAt,
      List<Watched> tips) {

    @Override
    public String toString() {
      return "View[" + line.id() + "]";
    }
  }

  /** What a hand-over given now would say. */
  @Transactional
  public Standing now(StaffMember viewer) {
    return standing(viewer.agencyId(), SqlTime.now(clock));
  }

  /** What must be looked at first, now. */
  @Transactional
  public List<Watched> toWatch(StaffMember viewer) {
    return watched(
        rows.toWatch(
            viewer.agencyId(), viewer.id(), viewer.is(Role.AGENCY_LEAD), SqlTime.now(clock)));
  }

  /** The last ones of the viewer's agency, newest first. */
  public List<Line> last(StaffMember viewer) {
    return rows.ofAgency(viewer.agencyId(), MOST_SHOWN).stream().map(Handovers::line).toList();
  }

  /** The one that waits to be taken. */
  public Optional<Line> waiting(StaffMember viewer) {
    return rows.ofAgency(viewer.agencyId(), MOST_SHOWN).stream()
        .map(Handovers::line)
        .filter(Line::waits)
        .findFirst();
  }

  /**
   * Opens one of the viewer's agency; that is audited, as its note may say anything.
   *
   * @return empty when there is no such one at this agency
   */
  @Transactional
  public Optional<View> open(StaffMember viewer, UUID id) {
    return own(viewer, id).map(row -> opened(viewer, row));
  }

  private View opened(StaffMember viewer, HandoverRows.Row row) {
    audit.record(viewer.id(), "HANDOVER_OPENED", "HANDOVER", row.id().toString());
    Map<String, Map<String, Long>> figures = figures(row.figures());
    byte[] note = row.note();
    return new View(
        line(row),
        standing(
            row.since(),
            figures.getOrDefault("open", Map.of()),
            figures.getOrDefault("changes", Map.of())),
        row.onDuty().isEmpty()
            ? List.of()
            : Arrays.stream(row.onDuty().split(",")).map(UUID::fromString).toList(),
        note == null
            ? null
            : new String(seal.open(note, CONTEXT + row.id()), StandardCharsets.UTF_8),
        row.noteRemovedAt(),
        watched(rows.tips(row.id(), viewer.agencyId(), viewer.id(), viewer.is(Role.AGENCY_LEAD))));
  }

  /**
   * Gives one: the figures of this moment, signed by the viewer.
   *
   * @param id UUIDv7 of the form: the same twice is one
   * @param note may be null; at most {@value #MOST_CHARACTERS} characters
   */
  @Transactional
  public Outcome give(StaffMember viewer, UUID id, @Nullable String note) {
    if (!Permissions.may(viewer, Action.DUTY_HANDOVER)) {
      return Outcome.NOT_FOUND;
    }
    String text = note == null ? "" : note.strip();
    if (text.length() > MOST_CHARACTERS) {
      return Outcome.NOTE_WRONG;
    }
    Instant now = SqlTime.now(clock);
    Instant since = since(viewer.agencyId(), now);
    String onDuty =
        roster.at(viewer.agencyId(), now).stream()
            .map(shift -> shift.staffId().toString())
            .distinct()
            .collect(Collectors.joining(","));
    int given =
        rows.give(
            id,
            viewer.agencyId(),
            viewer.id(),
            since,
            now,
            written(
                Map.of(
                    "open",
                    counts(rows.open(viewer.agencyId(), now)),
                    "changes",
                    counts(rows.changes(viewer.agencyId(), since)))),
            onDuty,
            text.isEmpty() ? null : seal.seal(text.getBytes(StandardCharsets.UTF_8), CONTEXT + id));
    if (given == 0) {
      return rows.byId(id).filter(row -> row.fromId().equals(viewer.id())).isPresent()
          ? Outcome.DONE
          : Outcome.ANOTHER_OPEN;
    }
    for (Watched tip : toWatch(viewer)) {
      rows.addTip(id, tip.tipId(), tip.why());
    }
    audit.record(viewer.id(), "HANDOVER_GIVEN", "HANDOVER", id.toString());
    live.afterCommit(DutyRoster.topic(viewer.agencyId()), id.toString());
    return Outcome.DONE;
  }

  /** Takes one that a colleague gave: the second hand under it. */
  @Transactional
  public Outcome take(StaffMember viewer, UUID id) {
    return decided(viewer, id, true);
  }

  /** Takes back what one gave oneself and nobody took. */
  @Transactional
  public Outcome withdraw(StaffMember viewer, UUID id) {
    return decided(viewer, id, false);
  }

  private Outcome decided(StaffMember viewer, UUID id, boolean take) {
    if (!Permissions.may(viewer, Action.DUTY_HANDOVER) || own(viewer, id).isEmpty()) {
      return Outcome.NOT_FOUND;
    }
    Instant now = SqlTime.now(clock);
    int changed = take ? rows.take(id, viewer.id(), now) : rows.withdraw(id, viewer.id(), now);
    if (changed == 0) {
      HandoverRows.Row row = rows.byId(id).orElseThrow();
      boolean before =
          take
              ? viewer.id().equals(row.toId())
              : row.withdrawnAt() != null && row.fromId().equals(viewer.id());
      return before ? Outcome.DONE : Outcome.TOO_LATE;
    }
    audit.record(
        viewer.id(), take ? "HANDOVER_TAKEN" : "HANDOVER_WITHDRAWN", "HANDOVER", id.toString());
    live.afterCommit(DutyRoster.topic(viewer.agencyId()), id.toString());
    return Outcome.DONE;
  }

  private Optional<HandoverRows.Row> own(StaffMember viewer, UUID id) {
    return rows.byId(id).filter(row -> row.agencyId().equals(viewer.agencyId()));
  }

  /**
   * Deletes the notes of hand-overs that were taken, taken back, or given and never taken before; a
   * note about a tip under a legal hold stays. What the figures said, who gave and who took stays.
   *
   * @param dry changes nothing and counts
   * @param code of the audit: why
   * @return how many
   */
  @Transactional
  public long removeNotes(Instant endedBefore, String code, boolean dry) {
    if (dry) {
      return rows.notesOver(endedBefore);
    }
    long removed = 0;
    List<UUID> some;
    do {
      some = rows.removeNotes(endedBefore, SqlTime.now(clock), NOTES_AT_ONCE);
      for (UUID id : some) {
        audit.record(null, "HANDOVER_NOTE_REMOVED", "HANDOVER", id.toString(), code);
      }
      removed += some.size();
    } while (some.size() == NOTES_AT_ONCE);
    return removed;
  }

  private Instant since(String agencyId, Instant now) {
    Instant furthest = now.minus(FURTHEST);
    Instant before = rows.lastTaken(agencyId).orElse(now.minus(A_SHIFT));
    return before.isBefore(furthest) ? furthest : before;
  }

  private Standing standing(String agencyId, Instant now) {
    Instant since = since(agencyId, now);
    return standing(since, counts(rows.open(agencyId, now)), counts(rows.changes(agencyId, since)));
  }

  private static Standing standing(
      Instant since, Map<String, Long> open, Map<String, Long> changes) {
    Map<String, Long> kinds = new LinkedHashMap<>(changes);
    kinds.remove(CUT);
    return new Standing(
        since,
        inOrder(open),
        kinds,
        open.getOrDefault(CUT, 0L) > 0,
        changes.getOrDefault(CUT, 0L) > 0);
  }

  /** As they are shown; the database keeps no order. */
  private static Map<String, Long> inOrder(Map<String, Long> figures) {
    Map<String, Long> ordered = new LinkedHashMap<>();
    FIGURES.forEach(
        kind -> {
          Long many = figures.get(kind);
          if (many != null) {
            ordered.put(kind, many);
          }
        });
    return ordered;
  }

  private static Map<String, Long> counts(List<HandoverRows.Count> counts) {
    Map<String, Long> byKind = new LinkedHashMap<>();
    counts.forEach(count -> byKind.put(count.kind(), count.many()));
    return byKind;
  }

  private static List<Watched> watched(List<HandoverRows.Tip> tips) {
    return tips.stream().map(tip -> new Watched(tip.tipId(), tip.why(), tip.opens())).toList();
  }

  private static Line line(HandoverRows.Row row) {
    return new Line(
        row.id(), row.fromId(), row.givenAt(), row.toId(), row.takenAt(), row.withdrawnAt());
  }

  private String written(Map<String, Map<String, Long>> figures) {
    try {
      return json.writeValueAsString(figures);
    } catch (IOException e) {
      throw new IllegalStateException("Numbers that cannot be written", e);
    }
  }

  private Map<String, Map<String, Long>> figures(String text) {
    try {
      Map<String, Map<String, Long>> read =
          json.readValue(
              text, Argument.mapOf(Argument.STRING, Argument.mapOf(String.class, Long.class)));
      return read == null ? Map.of() : read;
    } catch (IOException e) {
      throw new IllegalStateException("Stored JSON cannot be read", e);
    }
  }
}
