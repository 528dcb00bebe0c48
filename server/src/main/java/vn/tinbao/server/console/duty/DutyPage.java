package vn.tinbao.server.console.duty;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.duty.Shift;
import vn.tinbao.server.proceeding.InformedShare;
import vn.tinbao.server.staff.StaffMember;

/**
 * The roster of a week, and what this shift would hand over now.
 *
 * @param now shifts that run
 * @param next the one that begins next, null when there is none within two days
 * @param candidates who may be put on the roster; empty for who may not write it
 * @param waiting the hand-over that waits to be taken, null when there is none
 * @param mistake message key of what was wrong with the form, null
 * @param typed the form as it was sent, so that nothing is typed twice
 */
public record DutyPage(
    List<Person> now,
    @Nullable Person next,
    List<Day> week,
    LocalDate firstDay,
    List<StaffMember> candidates,
    boolean keeps,
    Handovers.Standing standing,
    InformedShare.Share informed,
    List<WatchedTip> toWatch,
    @Nullable Given waiting,
    boolean waitingIsOwn,
    List<Given> last,
    UUID formId,
    @Nullable String mistake,
    Typed typed,
    Moments moments) {

  /** A shift with its person's name; empty for an account that is gone. */
  public record Person(Shift shift, String name) {}

  /** A day of the week shown. */
  public record Day(LocalDate day, List<Person> people) {}

  /**
   * A tip to look at first: number and place, or a closed line when {@code place} may not be told.
   */
  public record WatchedTip(UUID tipId, String number, String why, boolean opens, String place) {}

  /** A hand-over with names. */
  public record Given(Handovers.Line line, String from, String to) {}

  /** What the form for a shift says when it is shown again; empty texts at first. */
  public record Typed(
      String staff, String role, String wakes, String from, String until, String note) {}

  /** The week before. */
  public LocalDate before() {
    return firstDay.minusDays(7);
  }

  /** The week after. */
  public LocalDate after() {
    return firstDay.plusDays(7);
  }
}
