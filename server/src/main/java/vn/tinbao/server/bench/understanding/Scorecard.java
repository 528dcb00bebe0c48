package vn.tinbao.server.bench.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vn.tinbao.server.bench.understanding.Judged.Part;
import vn.tinbao.server.bench.understanding.Judged.PlaceVerdict;
import vn.tinbao.server.understanding.Category;

/** The figures over many judged messages, against the goals. */
public final class Scorecard {
  private static final String NOBODY = "(nobody)";

  private final List<Judged> all;

  /**
   * A figure and what it shall be.
   *
   * @param hits of {@code of}; a figure over nothing is met
   * @param goal share from 0 to 1
   * @param atMost whether the goal is the highest share allowed, not the lowest
   */
  public record Goal(String name, int hits, int of, double goal, boolean atMost) {
    public double share() {
      return of == 0 ? (atMost ? 0 : 1) : (double) hits / of;
    }

    public boolean met() {
      return atMost ? share() <= goal : share() >= goal;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-44s %5d of %5d  %6.2f %%  %s %4.1f %%  %s",
          name,
          hits,
          of,
          share() * 100,
          atMost ? "at most " : "at least",
          goal * 100,
          met() ? "met" : "MISSED");
    }
  }

  Scorecard(List<Judged> all) {
    this.all = List.copyOf(all);
  }

  List<Judged> all() {
    return all;
  }

  /** The goals of the issue, in its order. */
  public List<Goal> goals() {
    int places = count(j -> j.place() != null);
    int urgent = count(j -> j.label().urgency() >= 4);
    int rung = count(j -> j.label().urgency() > 0 && j.understood().urgent());
    int both = count(j -> j.label().urgency() >= 4 && j.understood().urgent());
    return List.of(
        new Goal("right place or honest ambiguity", count(Judged::placeRight), places, 0.97, false),
        new Goal(
            "silently wrong place",
            count(j -> j.place() == PlaceVerdict.SILENTLY_WRONG),
            places,
            0.01,
            true),
        new Goal(
            "first category",
            count(j -> j.category() != null && j.categoryRight()),
            count(j -> j.category() != null),
            0.92,
            false),
        new Goal("urgent: recall", both, urgent, 0.99, false),
        new Goal("urgent: precision", both, rung, 0.80, false),
        new Goal(
            "right lead agency",
            count(j -> j.label().lead() != null && j.leadRight()),
            count(j -> j.label().lead() != null),
            0.97,
            false));
  }

  /** Whether a goal can only be met with the units of the whole country. */
  static boolean needsPlaces(Goal goal) {
    return goal.name().contains("place") || goal.name().contains("lead");
  }

  /** Whether every goal is met. */
  public boolean met() {
    return goals().stream().allMatch(Goal::met);
  }

  /** Goals, other figures and confusion tables. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%d messages%n%n", all.size()));
    goals().forEach(goal -> out.append(goal).append('\n'));
    out.append('\n');
    other(out, "kind", j -> j.label().kind() != null, Part.KIND);
    other(out, "urgency, all five", j -> j.label().urgency() > 0, Part.URGENT, Part.URGENCY);
    other(out, "child", j -> j.label().child() != null, Part.CHILD);
    other(out, "destination", j -> j.label().destinationSaid(), Part.DESTINATION);
    other(out, "everything", j -> true, Part.values());
    out.append('\n').append(verdicts()).append('\n');
    for (Confusion table : tables()) {
      out.append(table.text()).append('\n');
    }
    return out.toString();
  }

  /** For each tag: messages, and how many of them have place, category, urgency and lead right. */
  String byTag() {
    Map<String, List<Judged>> tags = new TreeMap<>();
    for (Judged judged : all) {
      for (String tag : judged.label().tags()) {
        tags.computeIfAbsent(tag, t -> new ArrayList<>()).add(judged);
      }
    }
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%-20s%9s%8s%10s%8s%8s%n",
            "tag",
            "messages",
            "place",
            "category",
            "urgent",
            "lead"));
    tags.forEach(
        (tag, some) -> {
          out.append(String.format(Locale.ROOT, "%-20s%9d", tag, some.size()));
          out.append(String.format(Locale.ROOT, "%8s", without(some, Part.PLACE)));
          out.append(String.format(Locale.ROOT, "%10s", without(some, Part.CATEGORY)));
          out.append(String.format(Locale.ROOT, "%8s", without(some, Part.URGENT)));
          out.append(String.format(Locale.ROOT, "%8s%n", without(some, Part.LEAD)));
        });
    return out.toString();
  }

  private static String without(List<Judged> some, Part part) {
    long right = some.stream().filter(j -> !differs(j, part)).count();
    return Math.round(100.0 * right / some.size()) + " %";
  }

  private void other(StringBuilder out, String name, Predicate<Judged> of, Part... parts) {
    List<Judged> some = all.stream().filter(of).toList();
    long right = some.stream().filter(j -> !differs(j, parts)).count();
    out.append(
        String.format(
            Locale.ROOT,
            "%-44s %5d of %5d  %6.2f %%%n",
            name,
            right,
            some.size(),
            some.isEmpty() ? 100.0 : 100.0 * right / some.size()));
  }

  private static boolean differs(Judged judged, Part... parts) {
    List<Part> asked = Arrays.asList(parts);
    return judged.differences().stream().anyMatch(d -> asked.contains(d.part()));
  }

  private String verdicts() {
    Map<PlaceVerdict, Integer> counts = new EnumMap<>(PlaceVerdict.class);
    for (Judged judged : all) {
      PlaceVerdict verdict = judged.place();
      if (verdict != null) {
        counts.merge(verdict, 1, Integer::sum);
      }
    }
    StringBuilder out = new StringBuilder("Places:");
    counts.forEach((verdict, count) -> out.append(' ').append(verdict).append(' ').append(count));
    return out.append('\n').toString();
  }

  private List<Confusion> tables() {
    Confusion categories = new Confusion("First category", names(Category.values()));
    Confusion urgencies = new Confusion("Urgency", List.of("1", "2", "3", "4", "5"));
    Confusion kinds = new Confusion("Kind", List.of());
    Confusion places = new Confusion("Place", names(Labelled.State.values()));
    Confusion leads = new Confusion("Lead, by kind of agency", List.of());
    for (Judged judged : all) {
      Labelled label = judged.label();
      Category category = judged.category();
      if (category != null) {
        categories.add(category.name(), judged.understood().categories().get(0).name());
      }
      if (label.urgency() > 0) {
        urgencies.add(
            String.valueOf(label.urgency()), String.valueOf(judged.understood().urgency()));
      }
      if (label.kind() != null) {
        kinds.add(label.kind().name(), judged.understood().kind().name());
      }
      Labelled.Place place = label.place();
      if (place != null) {
        places.add(place.state().name(), judged.placeState().name());
      }
      if (label.place() != null || label.lead() != null) {
        String lead = label.lead();
        leads.add(lead == null ? NOBODY : key(lead), key(judged.lead()));
      }
    }
    return List.of(categories, urgencies, kinds, places, leads);
  }

  private static String key(String lead) {
    return lead.substring(0, Math.max(0, lead.indexOf('@')));
  }

  private static List<String> names(Enum<?>[] values) {
    return Stream.of(values).map(Enum::name).toList();
  }

  private int count(Predicate<Judged> which) {
    return (int) all.stream().filter(which).count();
  }
}
