package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report from the field as the page of its tip shows it.
 *
 * @param finishedAt null while its officer has not said that it is done
 * @param screening answers of the checklist
 * @param signs how many of them are "yes"
 */
public record FieldReportCard(
    Instant updatedAt,
    @Nullable Instant finishedAt,
    List<Line> lines,
    List<Line> screening,
    long signs) {

  /**
   * One field.
   *
   * @param rivals what other phones of the officer say, while the officer has not chosen
   */
  public record Line(String label, String value, List<String> rivals) {

    @Override
    public String toString() {
      return "Line[" + label + "]";
    }
  }

  @Override
  public String toString() {
    return "FieldReportCard[" + updatedAt + "]";
  }
}
