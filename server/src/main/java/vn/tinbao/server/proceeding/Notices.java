package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.clocks.TipClocks;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.MergedTips;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipContacts;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/**
 * What reporters must be told: by the dialogue, which goes to the channel they are on; on paper; or
 * not at all, when they refused to say who they are and cannot be reached. Each way tells the
 * clocks.
 */
@Singleton
public class Notices {
  private static final String RECEIVED_CLOCK = "notify_reporter_received";
  private static final String RESUMED_CLOCK = "notify_reporter_resumed";

  private final JdbcOperations jdbc;
  private final ReporterOf reporters;
  private final StepRows steps;
  private final StepTable table;
  private final Collection<MergedTips> merged;
  private final TipDesk tips;
  private final TipAccess access;
  private final TipContacts contacts;
  private final Register register;
  private final TipClocks clocks;
  private final Audit audit;
  private final Clock clock;

  Notices(
      JdbcOperations jdbc,
      ReporterOf reporters,
      StepRows steps,
      StepTable table,
      Collection<MergedTips> merged,
      TipDesk tips,
      TipAccess access,
      TipContacts contacts,
      Register register,
      TipClocks clocks,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.reporters = reporters;
    this.merged = merged;
    this.steps = steps;
    this.table = table;
    this.tips = tips;
    this.access = access;
    this.contacts = contacts;
    this.register = register;
    this.clocks = clocks;
    this.audit = audit;
    this.clock = clock;
  }

  /** How a reporter was told. */
  public enum Way {
    DIALOGUE,
    PAPER,
    /** Not owed: identity refused, and no way to reach the reporter (TT 28/2020 art. 17). */
    NOT_OWED
  }

  /** A notice that was given. */
  public record Given(
      UUID id, NoticeKind kind, Way way, UUID staffId, String agencyId, Instant at) {}

  /** What became of a wish. */
  public sealed interface Outcome {

    /** Given, or given before under this id. */
    record Done() implements Outcome {}

    /** No such tip that the own agency leads, or the id belongs to something else. */
    record NotFound() implements Outcome {}

    /** Nothing of this kind is owed now. */
    record NotOwedNow() implements Outcome {}

    /** Not this way: it can be told by the dialogue, or it cannot. */
    record OtherWay() implements Outcome {}

    /** The words are missing or too long. */
    record WordsWrong() implements Outcome {}
  }

  /**
   * What this tip's reporter must be told and was not, the most pressing one first. Of a tip that
   * the caller has opened.
   */
  @Transactional
  public List<NoticeKind> owed(UUID tipId) {
    if (reporters.joinedAgain(tipId)) {
      return List.of();
    }
    List<Given> given = given(tipId);
    Set<NoticeKind> ofCourse = EnumSet.noneOf(NoticeKind.class);
    boolean ended = false;
    for (TakenStep entry : entries(tipId)) {
      NoticeKind kind = kind(entry);
      if (kind != null && given.stream().noneMatch(g -> tells(g, kind, entry))) {
        ofCourse.add(kind);
      }
      ended |= decides(entry);
    }
    List<NoticeKind> owed = new ArrayList<>();
    if (ofCourse.contains(NoticeKind.SUSPENDED)) {
      owed.add(NoticeKind.SUSPENDED);
    }
    if (ofCourse.contains(NoticeKind.RESULT)) {
      owed.add(NoticeKind.RESULT);
    }
    // It goes on before anybody can be told so: the state says it no more, the clock still does.
    if (runs(tipId, RESUMED_CLOCK)) {
      owed.add(NoticeKind.RESUMED);
    }
    // A new lead owes it again, and a decision does not take it off the one who owes it.
    if (runs(tipId, RECEIVED_CLOCK)
        || (!ended && given.stream().noneMatch(g -> g.kind() == NoticeKind.RECEIVED))) {
      owed.add(NoticeKind.RECEIVED);
    }
    return List.copyOf(owed);
  }

  /**
   * Which of these tips' reporters must be told something by a time that runs, whose time ends
   * first on top. Served by the primary key of tip_clock.
   */
  @Transactional
  public List<UUID> untold(Collection<UUID> tipIds) {
    return jdbc.prepareStatement(
        """
        SELECT tip_id FROM tinbao.tip_clock
        WHERE tip_id = ANY (?) AND state IN ('RUNNING', 'BREACHED')
          AND starts_with(clock, 'notify_reporter_')
        GROUP BY tip_id ORDER BY min(due_at), tip_id
        """,
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("uuid", tipIds.toArray()));
          List<UUID> untold = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              untold.add(row.getObject(1, UUID.class));
            }
          }
          return List.copyOf(untold);
        });
  }

  private boolean runs(UUID tipId, String clock) {
    return clocks.of(tipId).stream().anyMatch(c -> c.open() && c.clock().equals(clock));
  }

  private boolean decides(TakenStep entry) {
    return table.rules().stream().anyMatch(r -> r.step() == entry.step() && r.decision());
  }

  /** What a reporter is told of a tip that came by this step to where it stands. */
  private @Nullable NoticeKind kind(TakenStep entry) {
    if (entry.to() == TipState.SPLIT) {
      // Its parts speak for it.
      return null;
    }
    if (entry.to() == TipState.SUSPENDED) {
      return NoticeKind.SUSPENDED;
    }
    return decides(entry) ? NoticeKind.RESULT : null;
  }

  private static boolean tells(Given given, NoticeKind kind, TakenStep entry) {
    return given.kind() == kind && !given.at().isBefore(entry.at());
  }

  /** How the tip came to where it stands, and those that it is one with. */
  private List<TakenStep> entries(UUID tipId) {
    List<TakenStep> entries = new ArrayList<>();
    List<UUID> course = new ArrayList<>(List.of(tipId));
    merged.forEach(room -> course.addAll(room.ledBy(tipId)));
    for (UUID one : course) {
      TakenStep entry = steps.history(one).entry();
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /**
   * The state that a notice of this kind speaks of: that of the tip which this one was joined to,
   * once there is something to tell of it; else its own. Of a tip that the caller has opened.
   */
  @Transactional
  public TipState spokenOf(UUID tipId, NoticeKind kind) {
    List<TakenStep> entries = entries(tipId);
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (kind(entries.get(i)) == kind) {
        return entries.get(i).to();
      }
    }
    return tips.line(tipId).map(line -> TipState.valueOf(line.state())).orElseThrow();
  }

  /** All that were given, oldest first. Served by tip_notice_of_tip. */
  @Transactional
  public List<Given> given(UUID tipId) {
    return jdbc.prepareStatement(
        """
        SELECT id, kind, way, staff_id, agency_id, at FROM tinbao.tip_notice
        WHERE tip_id = ? ORDER BY at, id
        """,
        select -> {
          select.setObject(1, tipId);
          List<Given> given = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              given.add(
                  new Given(
                      row.getObject(1, UUID.class),
                      NoticeKind.valueOf(row.getString(2)),
                      Way.valueOf(row.getString(3)),
                      row.getObject(4, UUID.class),
                      row.getString(5),
                      Objects.requireNonNull(SqlTime.read(row, "at"))));
            }
          }
          return List.copyOf(given);
        });
  }

  /**
   * Whether the reporter can read what is said: by receipt code, or on the phone. Of a part, who
   * reported the whole.
   */
  @Transactional
  public boolean reachable(UUID tipId) {
    UUID whole = reporters.whole(tipId);
    boolean ownCode = tips.line(whole).map(line -> line.channel() != Channel.DESK).orElse(false);
    return ownCode || contacts.phoneOf(whole).isPresent();
  }

  /** Whether what is said goes out as a text message. */
  @Transactional
  public boolean texted(UUID tipId) {
    return contacts.phoneOf(reporters.whole(tipId)).isPresent();
  }

  /** The ways in which this notice can be given now: the dialogue wherever it reaches somebody. */
  @Transactional
  public List<Way> ways(UUID tipId) {
    if (reachable(tipId)) {
      return List.of(Way.DIALOGUE, Way.PAPER);
    }
    return register.identityRefused(reporters.whole(tipId))
        ? List.of(Way.NOT_OWED)
        : List.of(Way.PAPER);
  }

  /**
   * Tells the reporter; of a part, whoever reported the whole, by that one's dialogue and receipt.
   *
   * @param id UUIDv7 of the form, of the message as well: the same twice is said once
   * @param template key of the template the words came from, null when from none
   * @param words for {@link Way#DIALOGUE}: what is said
   */
  @Transactional
  public Outcome give(
      StaffMember viewer,
      UUID id,
      UUID tipId,
      NoticeKind kind,
      Way way,
      @Nullable String template,
      String words) {
    tips.hold(tipId);
    LegalEvent event = kind.event();
    if (event == null || !access.mayAsLead(viewer, tipId, Action.TIP_STEP)) {
      return new Outcome.NotFound();
    }
    Optional<Boolean> before = of(id, tipId);
    if (before.isPresent()) {
      return before.get() ? new Outcome.Done() : new Outcome.NotFound();
    }
    if (!owed(tipId).contains(kind)) {
      return new Outcome.NotOwedNow();
    }
    if (!ways(tipId).contains(way)) {
      return new Outcome.OtherWay();
    }
    UUID whole = reporters.whole(tipId);
    if (way == Way.DIALOGUE
        && (words.isBlank() || !said(viewer, tipId, whole, id, words.strip()))) {
      return new Outcome.WordsWrong();
    }
    Instant now = SqlTime.now(clock);
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_notice
          (id, tip_id, kind, way, template, message_id, agency_id, staff_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          int i = 1;
          insert.setObject(i++, id);
          insert.setObject(i++, tipId);
          insert.setString(i++, kind.name());
          insert.setString(i++, way.name());
          insert.setString(i++, template);
          insert.setObject(i++, way == Way.DIALOGUE ? id : null);
          insert.setString(i++, viewer.agencyId());
          insert.setObject(i++, viewer.id());
          insert.setObject(i, SqlTime.of(now));
          return insert.executeUpdate();
        });
    audit.record(viewer.id(), "TIP_NOTICE_" + way, "TIP", tipId.toString(), kind.name());
    tips.record(tipId, "NOTICE_" + kind, viewer.id(), "{}", Attention.KEEP, null);
    if (!whole.equals(tipId)) {
      audit.record(viewer.id(), "TIP_NOTICE_" + way, "TIP", whole.toString(), kind.name());
      tips.record(
          whole,
          "PART_NOTICE",
          viewer.id(),
          "{\"tip\":\"%s\",\"kind\":\"%s\"}".formatted(tipId, kind),
          Attention.KEEP,
          null);
    }
    clocks.on(tipId, event, now);
    return new Outcome.Done();
  }

  private boolean said(StaffMember viewer, UUID tipId, UUID whole, UUID id, String words) {
    return (whole.equals(tipId)
            ? tips.notice(viewer, tipId, id, words)
            : tips.tell(viewer, whole, id, words))
        .isPresent();
  }

  private Optional<Boolean> of(UUID id, UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT tip_id = ? FROM tinbao.tip_notice WHERE id = ?",
        select -> {
          select.setObject(1, tipId);
          select.setObject(2, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
          }
        });
  }
}
