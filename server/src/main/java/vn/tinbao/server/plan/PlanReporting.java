package vn.tinbao.server.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reports to whom. All agencies are keys of the common list, see {@link PlanAgencies}.
 *
 * @param makers who writes reports
 * @param to who gets them
 * @param via through whom; null: directly
 * @param upward to whom the receiver reports in turn
 */
public record PlanReporting(
    List<String> makers,
    String to,
    @Nullable String via,
    List<String> upward,
    List<ReportRule> rules,
    List<Integer> lines) {

  /** Lists are copied. */
  public PlanReporting {
    makers = List.copyOf(makers);
    upward = List.copyOf(upward);
    rules = List.copyOf(rules);
    lines = List.copyOf(lines);
  }
}
