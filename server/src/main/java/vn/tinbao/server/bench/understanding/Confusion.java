package vn.tinbao.server.bench.understanding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Counts what was found for what is right: rows are right, columns are found. */
final class Confusion {
  private static final int WIDTH = 6;

  private final String title;
  private final List<String> order;
  private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();

  /**
   * @param order of rows and columns; values beside these follow by name
   */
  Confusion(String title, Collection<String> order) {
    this.title = title;
    this.order = List.copyOf(order);
  }

  void add(String right, String found) {
    counts.computeIfAbsent(right, r -> new LinkedHashMap<>()).merge(found, 1, Integer::sum);
  }

  /** Rows and columns that have a count; the columns are numbered, the rows say their number. */
  String text() {
    List<String> names = names();
    StringBuilder out = new StringBuilder(title).append(" (rows right, columns found)\n");
    out.append(String.format(Locale.ROOT, "%-30s", ""));
    for (int i = 0; i < names.size(); i++) {
      out.append(String.format(Locale.ROOT, "%" + WIDTH + "s", "[" + (i + 1) + "]"));
    }
    out.append(String.format(Locale.ROOT, "%7s%7s%n", "all", "right"));
    for (int row = 0; row < names.size(); row++) {
      String right = names.get(row);
      out.append(String.format(Locale.ROOT, "%4s %-25s", "[" + (row + 1) + "]", right));
      int all = 0;
      for (String found : names) {
        int count = count(right, found);
        all += count;
        String shown = count == 0 ? "·" : String.valueOf(count);
        out.append(String.format(Locale.ROOT, "%" + WIDTH + "s", shown));
      }
      out.append(String.format(Locale.ROOT, "%7d", all));
      String share = all == 0 ? "" : Math.round(100.0 * count(right, right) / all) + " %";
      out.append(String.format(Locale.ROOT, "%7s%n", share));
    }
    return out.toString();
  }

  private int count(String right, String found) {
    return counts.getOrDefault(right, Map.of()).getOrDefault(found, 0);
  }

  private List<String> names() {
    TreeSet<String> used = new TreeSet<>(counts.keySet());
    counts.values().forEach(row -> used.addAll(row.keySet()));
    List<String> names = new ArrayList<>(order);
    names.retainAll(used);
    used.removeAll(names);
    names.addAll(used);
    return names;
  }
}
