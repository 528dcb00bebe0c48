package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign, a crackdown period or a day that is kept.
 *
 * @param startsOn null: the text names no day
 * @param endsOn last day, inclusive; null: the text names none
 * @param yearly comes back each year on this day
 */
public record PlanWindow(
    String id,
    Kind kind,
    String name,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable MonthDay yearly,
    @Nullable String note,
    List<Integer> lines) {

  /** What is going on. */
  public enum Kind {
    /** Cao điểm tấn công, trấn áp. */
    CRACKDOWN,
    CAMPAIGN,
    DAY
  }

  /** Lists are copied. */
  public PlanWindow {
    lines = List.copyOf(lines);
  }
}
