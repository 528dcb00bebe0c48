package vn.tinbao.server.plan;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.calendar.NightlyTurns;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/**
 * Reminds people of their agency's tasks before the last day and once after it, and of windows
 * before they begin. Rows decide: a reminder is written once, whatever the number of nodes and
 * crashes; who has read it does not see it again. Told is who is responsible; where nobody is, or
 * when it is late, also secretary and head of the agency; when it is late, also those of the
 * agencies to which the plan reports. The phones of who is told are woken once a morning, without
 * content: {@link PlanNotices} is what they then read.
 */
@Singleton
public class PlanReminders {
  private static final Logger LOG = LoggerFactory.getLogger(PlanReminders.class);

  /** What a woken phone is told: to look at its notices. */
  static final String TOPIC = "plan";

  private static final String NIGHTLY = "plan-reminders";
  private static final LocalTime AT = LocalTime.of(6, 30);

  /** Plans that ended longer ago are not spoken of any more. */
  private static final int DAYS_AFTER_END = 30;

  private static final int MOST_SHOWN = 50;

  private final Plans plans;
  private final PlanAgencies agencies;
  private final PlanWorkRows works;
  private final PlanSettings settings;
  private final StaffAccounts staff;
  private final Push push;
  private final Statements sql;
  private final NightlyTurns turns;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  PlanReminders(
      Plans plans,
      PlanAgencies agencies,
      PlanWorkRows works,
      PlanSettings settings,
      StaffAccounts staff,
      Push push,
      Statements sql,
      NightlyTurns turns,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.plans = plans;
    this.agencies = agencies;
    this.works = works;
    this.settings = settings;
    this.staff = staff;
    this.push = push;
    this.sql = sql;
    this.turns = turns;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What a reminder is about. */
  public enum Kind {
    /** A task's last day comes. */
    SOON,
    /** It is over. */
    LATE,
    /** A campaign, crackdown period or day begins. */
    WINDOW,
    /** To those to whom the plan reports: a task that is not theirs is late. */
    BELOW_LATE
  }

  /**
   * One that was not read yet.
   *
   * @param title of the task or window
   * @param onDate the task's last day, the window's first
   * @param at when it was written
   */
  public record Reminder(
      UUID id,
      Kind kind,
      String planId,
      String subject,
      String title,
      LocalDate onDate,
      Instant at) {}

  /**
   * The round of one agency.
   *
   * @param told who was told something new, and the newest of it
   */
  private record Round(String agencyId, List<StaffMember> people, Map<UUID, UUID> told) {}

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void daily() {
    try {
      if (turns.take(NIGHTLY, AT)) {
        int written = run();
        LOG.info("{} reminders of plans were written", written);
      }
    } catch (RuntimeException e) {
      LOG.warn("Reminders of plans wait: {}", e.getClass().getSimpleName());
    }
  }

  /**
   * Writes what is due today; what was written before is not written again. One agency a
   * transaction, so that one that cannot go on keeps no other back.
   *
   * @return how many were written
   */
  public int run() {
    LocalDate today = LegalTime.day(clock.instant());
    int written = 0;
    Map<String, List<LateTask>> below = transactions.executeRead(status -> lateBelow(today));
    for (String agency : agencies()) {
      try {
        written +=
            transactions.executeWrite(
                status -> of(agency, today, below.getOrDefault(agency, List.of())));
      } catch (RuntimeException e) {
        LOG.warn("Reminders of {} wait: {}", agency, e.getClass().getSimpleName());
      }
    }
    return written;
  }

  /** Agencies at which somebody works on plans; index staff_account_of_agency. */
  private List<String> agencies() {
    return transactions.executeRead(
        status ->
            sql.all(
                """
                SELECT DISTINCT a.agency_id
                  FROM tinbao.staff_account a JOIN tinbao.staff_role r ON r.account_id = a.id
                 WHERE a.active AND r.role IN ('COMMITTEE_SECRETARY', 'AGENCY_LEAD', 'ORGANISER')
                 ORDER BY 1
                """,
                row -> row.getString(1)));
  }

  /** A task whose last day is over, and that somebody who must do it has not done. */
  private record LateTask(Plan plan, PlanTask task, LocalDate last) {}

  /** By those to whom the plan reports. */
  private Map<String, List<LateTask>> lateBelow(LocalDate today) {
    Map<String, List<LateTask>> found = new HashMap<>();
    for (Plan plan : plans.between(today.minusDays(DAYS_AFTER_END), today)) {
      List<LateTask> late = new ArrayList<>();
      Set<String> done = new HashSet<>();
      works.ofPlan(plan.id()).stream()
          .filter(work -> work.state() == WorkState.DONE)
          .forEach(work -> done.add(work.taskId() + "/" + work.agencyId()));
      Map<String, List<Agency>> workers = agencies.workers(plan, today);
      for (PlanTask task : plan.tasks()) {
        LocalDate last = task.lastDay(plan);
        if (last != null
            && today.isAfter(last)
            && workers.getOrDefault(task.id(), List.of()).stream()
                .anyMatch(agency -> !done.contains(task.id() + "/" + agency.id()))) {
          late.add(new LateTask(plan, task, last));
        }
      }
      if (!late.isEmpty()) {
        for (String agency : agencies.above(plan, today)) {
          found.computeIfAbsent(agency, a -> new ArrayList<>()).addAll(late);
        }
      }
    }
    return found;
  }

  private int of(String agencyId, LocalDate today, List<LateTask> below) {
    Round round = new Round(agencyId, staff.colleagues(agencyId), new LinkedHashMap<>());
    Map<String, Work> mine = new HashMap<>();
    works.ofAgency(agencyId).forEach(one -> mine.put(one.planId() + "/" + one.taskId(), one));
    Map<String, Plan> involved = new LinkedHashMap<>();
    int written = 0;
    for (Plans.OwnTask own :
        plans.tasksOf(agencyId, today, today.minusDays(DAYS_AFTER_END), today)) {
      involved.put(own.plan().id(), own.plan());
      if (!own.role().works()) {
        continue;
      }
      Work work = mine.get(own.plan().id() + "/" + own.task().id());
      LocalDate last = own.task().lastDay(own.plan(), today.getYear());
      if (last == null || (work != null && work.state() == WorkState.DONE)) {
        continue;
      }
      UUID responsible = work == null ? null : work.responsible();
      long left = ChronoUnit.DAYS.between(today, last);
      if (left < 0) {
        written += tell(round, responsible, true, own.plan(), own.task().id(), Kind.LATE, last, 0);
      } else {
        for (int days : settings.remind()) {
          if (left <= days) {
            written +=
                tell(round, responsible, false, own.plan(), own.task().id(), Kind.SOON, last, days);
          }
        }
      }
    }
    for (LateTask late : below) {
      boolean own =
          plans
              .part(late.plan(), late.task(), agencyId, today)
              .filter(line -> line.role().works())
              .isPresent();
      if (!own) {
        written +=
            tell(round, null, true, late.plan(), late.task().id(), Kind.BELOW_LATE, late.last(), 0);
      }
    }
    for (Plan plan : involved.values()) {
      for (PlanWindow window : plan.windows()) {
        LocalDate first = first(window, today);
        int before = settings.remind().stream().mapToInt(days -> days).max().orElse(0);
        if (first != null
            && !first.isBefore(today)
            && plan.runsOn(first)
            && ChronoUnit.DAYS.between(today, first) <= before) {
          written += tell(round, null, true, plan, window.id(), Kind.WINDOW, first, before);
        }
      }
    }
    round.told().forEach((person, newest) -> push.toStaff(person, TOPIC, newest));
    return written;
  }

  private static @Nullable LocalDate first(PlanWindow window, LocalDate today) {
    MonthDay yearly = window.yearly();
    return yearly == null ? window.startsOn() : yearly.atYear(today.getYear());
  }

  private int tell(
      Round round,
      @Nullable UUID responsible,
      boolean office,
      Plan plan,
      String subject,
      Kind kind,
      LocalDate on,
      int days) {
    boolean named = round.people().stream().anyMatch(one -> one.id().equals(responsible));
    int written = 0;
    for (StaffMember person : round.people()) {
      boolean told =
          person.id().equals(responsible)
              || ((office || !named)
                  && (person.is(Role.COMMITTEE_SECRETARY) || person.is(Role.AGENCY_LEAD)));
      UUID id = UuidCreator.getTimeOrderedEpoch();
      if (told && write(id, plan.id(), subject, round.agencyId(), person.id(), kind, on, days)) {
        round.told().put(person.id(), id);
        written++;
      }
    }
    return written;
  }

  /** Whether it was not written before. */
  private boolean write(
      UUID id,
      String planId,
      String subject,
      String agencyId,
      UUID person,
      Kind kind,
      LocalDate on,
      int days) {
    return sql.write(
            """
            INSERT INTO tinbao.plan_reminder
              (id, plan_id, subject, agency_id, staff_id, kind, on_date, days, written_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            id,
            planId,
            subject,
            agencyId,
            person,
            kind,
            on,
            days,
            SqlTime.now(clock))
        == 1;
  }

  /** What this person has not read, of one subject the newest; index plan_reminder_of_person. */
  @Transactional
  public List<Reminder> unread(StaffMember person) {
    return sql
        .all(
            """
            SELECT id, kind, plan_id, subject, on_date, written_at FROM (
              SELECT DISTINCT ON (plan_id, subject) id, kind, plan_id, subject, on_date, written_at
                FROM tinbao.plan_reminder WHERE staff_id = ? AND agency_id = ? AND read_at IS NULL
               ORDER BY plan_id, subject, written_at DESC, id DESC) AS newest
             ORDER BY on_date, plan_id, subject LIMIT ?
            """,
            row ->
                new Reminder(
                    row.getObject(1, UUID.class),
                    Kind.valueOf(row.getString(2)),
                    row.getString(3),
                    row.getString(4),
                    "",
                    row.getObject(5, LocalDate.class),
                    Objects.requireNonNull(SqlTime.read(row, "written_at"))),
            person.id(),
            person.agencyId(),
            MOST_SHOWN)
        .stream()
        .map(this::titled)
        .toList();
  }

  private Reminder titled(Reminder one) {
    Plan plan = plans.plan(one.planId()).orElse(null);
    String title =
        plan == null
            ? one.subject()
            : one.kind() == Kind.WINDOW
                ? plan.windows().stream()
                    .filter(window -> window.id().equals(one.subject()))
                    .map(PlanWindow::name)
                    .findFirst()
                    .orElse(one.subject())
                : plan.task(one.subject()).map(PlanTask::title).orElse(one.subject());
    return new Reminder(
        one.id(), one.kind(), one.planId(), one.subject(), title, one.onDate(), one.at());
  }

  /** This person has read one, and what was said of its subject before. */
  @Transactional
  public boolean read(StaffMember person, UUID id) {
    return sql.write(
            """
            UPDATE tinbao.plan_reminder r SET read_at = ?
              FROM tinbao.plan_reminder o
             WHERE o.id = ? AND o.staff_id = ? AND r.staff_id = o.staff_id
               AND r.plan_id = o.plan_id AND r.subject = o.subject AND r.read_at IS NULL
            """,
            SqlTime.now(clock),
            id,
            person.id())
        > 0;
  }
}
