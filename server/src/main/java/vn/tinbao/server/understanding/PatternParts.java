package vn.tinbao.server.understanding;

import java.util.List;

/**
 * Which groups each {@link Pattern} is made of, one behind the other: every text asks of every
 * pattern whether all are there, and of most the first is not.
 */
final class PatternParts {
  private final int[] begins;
  private final int[] parts;
  private final int[] groups;

  PatternParts(List<Pattern> patterns) {
    begins = new int[patterns.size() + 1];
    groups = patterns.stream().mapToInt(pattern -> pattern.group().index()).toArray();
    for (int pattern = 0; pattern < patterns.size(); pattern++) {
      begins[pattern + 1] = begins[pattern] + patterns.get(pattern).parts().size();
    }
    parts =
        patterns.stream()
            .flatMap(pattern -> pattern.parts().stream())
            .mapToInt(SignGroup::index)
            .toArray();
  }

  int patterns() {
    return groups.length;
  }

  /** Index of the group that the pattern is a sign of. */
  int groupOf(int pattern) {
    return groups[pattern];
  }

  /**
   * @param there for each group whether it may be there
   */
  boolean areAllIn(boolean[] there, int pattern) {
    for (int i = begins[pattern]; i < begins[pattern + 1]; i++) {
      if (!there[parts[i]]) {
        return false;
      }
    }
    return true;
  }

  void addTo(boolean[] wanted, int pattern) {
    for (int i = begins[pattern]; i < begins[pattern + 1]; i++) {
      wanted[parts[i]] = true;
    }
  }
}
