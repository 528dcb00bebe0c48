package vn.tinbao.server.plan;

import java.util.List;
import java.util.Locale;

/**
 * What an import of a plan changed, or would change.
 *
 * @param version the one in force now, or that would be
 * @param dryRun nothing was written
 * @param tasks given to somebody; {@code solutions} given to nobody
 * @param changes against the version of before, part by part
 * @param nobody keys of which the catalogue has no agency for this plan
 * @param odd tasks that are due on a day outside the plan's own
 */
public record PlanImportReport(
    String id,
    String title,
    Outcome outcome,
    int version,
    boolean dryRun,
    int tasks,
    int solutions,
    int targets,
    int reports,
    List<String> changes,
    List<String> nobody,
    List<String> odd) {

  /** What came of it. */
  public enum Outcome {
    ADDED,
    CHANGED,
    SAME
  }

  /** For the one who ran the command. */
  public String text() {
    StringBuilder out =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "Plan %s%s: %s%n  %d tasks, %d solutions, %d targets, %d reports%n",
                id,
                dryRun ? " (dry run)" : "",
                switch (outcome) {
                  case ADDED -> "added";
                  case CHANGED -> "changed, now version " + version;
                  case SAME -> "the same as version " + version + ", nothing changed";
                },
                tasks,
                solutions,
                targets,
                reports));
    changes.forEach(change -> out.append("  ").append(change).append('\n'));
    if (!nobody.isEmpty()) {
      out.append("  Note: no agency in the catalogue for ")
          .append(String.join(", ", nobody))
          .append('\n');
    }
    if (!odd.isEmpty()) {
      out.append("  Note: due outside the plan's days, so on no day: ")
          .append(String.join(", ", odd))
          .append('\n');
    }
    if (dryRun && outcome != Outcome.SAME) {
      out.append("  Dry run: nothing was written.\n");
    }
    return out.toString();
  }
}
