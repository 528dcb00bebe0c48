package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.SignGroup.Says;

/**
 * Points of each category: what the signs of a text speak for by themselves, and what they say
 * together ({@code rules} of the lexicon). A category applies from {@link #ENOUGH} points on.
 */
final class Scores {
  /** So many points make a category: one strong sign, or several weak ones together. */
  static final int ENOUGH = 3;

  private final int[] points = new int[Category.values().length];
  private int urgency;
  private @Nullable SignHit urgencyBecause;

  /** What a text can hold beside its signs. */
  enum Fact {
    /** A country abroad is named. */
    ABROAD,
    /** A person under 18. */
    MINOR,
    /** Another place in Vietnam is named as destination. */
    INLAND
  }

  /**
   * A rule: when of each row something is there and nothing that must not be, points are given.
   *
   * @param urgency lowest urgency that follows, 0 for none
   * @param all rows of numbers of groups, of what they say, of facts; of each row one must be there
   * @param none of these nothing may be there
   */
  record Rule(Map<Category, Integer> adds, int urgency, List<BitSet> all, BitSet none) {

    boolean holds(BitSet there) {
      if (none.intersects(there)) {
        return false;
      }
      for (BitSet row : all) {
        if (!row.intersects(there)) {
          return false;
        }
      }
      return true;
    }
  }

  private Scores() {}

  /** Counts every group once; what is negated does not count. */
  static Scores of(Lexicon lexicon, List<SignHit> hits, BitSet there) {
    Scores scores = new Scores();
    BitSet counted = new BitSet(lexicon.groupCount());
    for (SignHit hit : hits) {
      if (hit.counts() && !hit.group().topic() && !counted.get(hit.group().index())) {
        counted.set(hit.group().index());
        scores.add(hit.group().votes());
      }
    }
    for (Rule rule : lexicon.rules()) {
      if (rule.holds(there)) {
        scores.add(rule.adds());
        if (rule.urgency() > scores.urgency) {
          scores.urgency = rule.urgency();
          scores.urgencyBecause = first(hits, rule.all().get(0));
        }
      }
    }
    return scores;
  }

  /** Numbers of what is there: groups first, then what they say, then facts. */
  static BitSet there(Lexicon lexicon, List<SignHit> hits) {
    BitSet there = new BitSet(lexicon.groupCount() + Says.values().length + Fact.values().length);
    for (SignHit hit : hits) {
      if (hit.counts()) {
        boolean known = there.get(hit.group().index());
        if (!known) {
          there.set(hit.group().index());
          for (Says says : hit.group().says()) {
            there.set(lexicon.groupCount() + says.ordinal());
          }
        }
      }
    }
    return there;
  }

  static void add(Lexicon lexicon, BitSet there, Fact fact) {
    there.set(lexicon.groupCount() + Says.values().length + fact.ordinal());
  }

  private static @Nullable SignHit first(List<SignHit> hits, BitSet groups) {
    for (SignHit hit : hits) {
      if (hit.counts() && groups.get(hit.group().index())) {
        return hit;
      }
    }
    return null;
  }

  /** Lowest urgency that the signs have together, 0 for none. */
  int urgency() {
    return urgency;
  }

  @Nullable SignHit urgencyBecause() {
    return urgencyBecause;
  }

  /** Points of the words of a subject alone, which decide only when nothing stronger does. */
  static int[] topics(List<SignHit> hits) {
    int[] points = new int[Category.values().length];
    for (SignHit hit : hits) {
      if (hit.counts() && hit.group().topic()) {
        for (Category category : hit.group().votes().keySet()) {
          points[category.ordinal()]++;
        }
      }
    }
    return points;
  }

  int of(Category category) {
    return points[category.ordinal()];
  }

  boolean enough(Category category) {
    return of(category) >= ENOUGH;
  }

  private void add(Map<Category, Integer> votes) {
    votes.forEach((category, more) -> points[category.ordinal()] += more);
  }

  /** Reads the rules of the lexicon, whose groups are all known by then. */
  static List<Rule> read(YamlMap file, List<SignGroup> groups) {
    List<Rule> rules = new ArrayList<>();
    for (YamlMap entry : file.maps("rules")) {
      List<BitSet> all = new ArrayList<>();
      for (String row : entry.texts("all")) {
        all.add(row(entry, row, groups));
      }
      BitSet none = new BitSet();
      for (String row : entry.texts("none")) {
        none.or(row(entry, row, groups));
      }
      Map<Category, Integer> adds = entry.has("add") ? votes(entry, "add") : Map.of();
      rules.add(new Rule(adds, entry.number("urgency", 0), List.copyOf(all), none));
    }
    return List.copyOf(rules);
  }

  /** Points by category: {@code {FORCED_LABOUR: 2}}. */
  static Map<Category, Integer> votes(YamlMap entry, String key) {
    Map<Category, Integer> votes = new EnumMap<>(Category.class);
    YamlMap map = entry.map(key);
    for (Category category : Category.values()) {
      int number = map.number(category.name(), 0);
      if (number != 0) {
        votes.put(category, number);
      }
    }
    if (votes.size() != map.size()) {
      throw entry.wrong(key, "names a category that is none");
    }
    return votes;
  }

  /** {@code means. WORK MINOR}: groups by code or by its beginning, what they say, facts. */
  private static BitSet row(YamlMap entry, String names, List<SignGroup> groups) {
    BitSet row = new BitSet();
    for (String name : names.split(" ")) {
      int before = row.cardinality();
      for (SignGroup group : groups) {
        String code = group.code();
        if (code.equals(name)
            || name.equals(group.country())
            || (name.endsWith(".") && code.startsWith(name))) {
          row.set(group.index());
        }
      }
      for (Says says : Says.values()) {
        if (says.name().equals(name)) {
          row.set(groups.size() + says.ordinal());
        }
      }
      for (Fact fact : Fact.values()) {
        if (fact.name().equals(name)) {
          row.set(groups.size() + Says.values().length + fact.ordinal());
        }
      }
      if (row.cardinality() == before) {
        throw entry.wrong("all", "knows no " + name);
      }
    }
    return row;
  }
}
