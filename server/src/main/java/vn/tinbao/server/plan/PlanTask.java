package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a plan wants done.
 *
 * @param id within the plan, {@code t2.3}
 * @param agencies in the order of the text; empty for a solution that is given to nobody
 * @param startsOn first day of its window; null: as the plan
 * @param endsOn last day of its window, inclusive; null: as the plan
 * @param dueOn day that the text names; see {@link #lastDay}
 * @param dueBefore due before that day, not on it
 * @param yearly comes back each year on this day
 * @param milestone when it is due in words, where no date can say it
 * @param channels how it reaches people
 * @param carries tasks of superior plans that it carries out, {@code <plan>/<task>}
 */
public record PlanTask(
    String id,
    Kind kind,
    Group group,
    String title,
    List<TaskAgency> agencies,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable LocalDate dueOn,
    boolean dueBefore,
    @Nullable MonthDay yearly,
    @Nullable String milestone,
    List<TaskChannel> channels,
    List<String> focus,
    @Nullable String note,
    List<String> carries,
    List<Integer> lines) {

  /** Whether somebody has to do it. */
  public enum Kind {
    TASK,
    /** Said in general, given to no agency by itself. */
    SOLUTION
  }

  /** What part of the work it is. */
  public enum Group {
    DIRECTION,
    COMMUNICATION,
    SOCIAL_PREVENTION,
    POLICE_WORK,
    PROSECUTION,
    VICTIMS,
    LAW,
    INTERNATIONAL,
    ORGANISATION,
    CAPACITY,
    STATISTICS,
    FUNDING,
    HOTLINE
  }

  /** Lists are copied. */
  public PlanTask {
    agencies = List.copyOf(agencies);
    channels = List.copyOf(channels);
    focus = List.copyOf(focus);
    carries = List.copyOf(carries);
    lines = List.copyOf(lines);
  }

  /** Agencies in that role, in the order of the text. */
  public Stream<TaskAgency> agencies(TaskAgency.Role role) {
    return agencies.stream().filter(agency -> agency.role() == role);
  }

  /**
   * Last day on which it is in time: its own, else the end of its window, else null. A day outside
   * the plan's own days is a slip of the text and due on no day; the plan's notes speak of it.
   */
  public @Nullable LocalDate lastDay(Plan plan) {
    LocalDate day = dueOn;
    if (day != null && dueBefore) {
      day = day.minusDays(1);
    }
    if (day == null) {
      day = endsOn;
    }
    return day == null || !plan.runsOn(day) ? null : day;
  }

  /** The same; where it has none, the day of that year on which it comes back. */
  public @Nullable LocalDate lastDay(Plan plan, int year) {
    LocalDate last = lastDay(plan);
    if (last != null || yearly == null) {
      return last;
    }
    LocalDate day = yearly.atYear(year);
    return plan.runsOn(day) ? day : null;
  }
}
