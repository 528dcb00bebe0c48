package vn.tinbao.server.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an import changed, or would change.
 *
 * @param title what was imported
 * @param dryRun nothing was written
 * @param counts by kind of change, then by level, in the order of the columns
 * @param samples the first changes, one a line
 * @param notes what the reader should know beside: lines left out, spellings, gaps
 */
public record ImportReport(
    String title,
    boolean dryRun,
    Map<Change, Map<UnitLevel, Integer>> counts,
    List<String> samples,
    List<String> notes) {

  /** How many changes are shown one by one. */
  static final int SAMPLES = 20;

  /** Kinds of change. */
  public enum Change {
    ADDED,
    KEPT,
    RENAMED,
    MOVED,
    ENDED,
    /** Written anew in place: the first day of the unit is the day of the list. */
    CORRECTED,
    REMOVED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many of that kind, of all levels. */
  public int count(Change change) {
    return counts.getOrDefault(change, Map.of()).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** How many of that kind and level. */
  public int count(Change change, UnitLevel level) {
    return counts.getOrDefault(change, Map.of()).getOrDefault(level, 0);
  }

  /** Whether anything was, or would be, written. */
  public boolean changed() {
    return counts.keySet().stream().anyMatch(change -> change != Change.KEPT && count(change) > 0);
  }

  /** For the one who ran the command. */
  public String text() {
    StringBuilder out = new StringBuilder(title).append(dryRun ? " (dry run)" : "").append('\n');
    out.append(String.format(Locale.ROOT, "  %-10s", ""));
    for (UnitLevel level : UnitLevel.values()) {
      out.append(String.format(Locale.ROOT, "%10s", UnitListFile.word(level)));
    }
    out.append('\n');
    for (Change change : Change.values()) {
      if (count(change) > 0) {
        out.append(String.format(Locale.ROOT, "  %-10s", change.word()));
        for (UnitLevel level : UnitLevel.values()) {
          out.append(String.format(Locale.ROOT, "%,10d", count(change, level)));
        }
        out.append('\n');
      }
    }
    samples.forEach(sample -> out.append("  ").append(sample).append('\n'));
    int all = 0;
    for (Change change : Change.values()) {
      all += change == Change.KEPT ? 0 : count(change);
    }
    if (all > samples.size() && !samples.isEmpty()) {
      out.append(String.format(Locale.ROOT, "  … and %,d more%n", all - samples.size()));
    }
    notes.forEach(note -> out.append("  Note: ").append(note).append('\n'));
    if (!changed()) {
      out.append("  nothing changed\n");
    } else if (dryRun) {
      out.append("  Dry run: nothing was written.\n");
    }
    return out.toString();
  }

  /** Gathers a report. */
  static final class Builder {
    private final Map<Change, Map<UnitLevel, Integer>> counts = new EnumMap<>(Change.class);
    private final List<String> samples = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void count(Change change, UnitLevel level) {
      counts
          .computeIfAbsent(change, c -> new EnumMap<>(UnitLevel.class))
          .merge(level, 1, Integer::sum);
    }

    /** Counts a change and shows it, if it is among the first. */
    void change(Change change, UnitLevel level, String what) {
      count(change, level);
      if (samples.size() < SAMPLES) {
        samples.add(String.format(Locale.ROOT, "%-10s%s", change.word(), what));
      }
    }

    void note(String note) {
      notes.add(note);
    }

    ImportReport build(String title, boolean dryRun) {
      return new ImportReport(title, dryRun, counts, List.copyOf(samples), List.copyOf(notes));
    }
  }
}
