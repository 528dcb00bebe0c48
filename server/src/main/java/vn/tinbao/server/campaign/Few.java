package vn.tinbao.server.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A figure of tips that tells of nobody: from 1 up to below {@code smallest} it is not told, since
 * in a commune a 2 may be two people whom everybody knows.
 */
public final class Few {
  private final long count;
  private final int smallest;

  private Few(long count, int smallest) {
    this.count = count;
    this.smallest = smallest;
  }

  /** A figure. */
  public static Few of(long count, int smallest) {
    return new Few(count, smallest);
  }

  /** Whether the figure itself may be told. */
  public boolean told() {
    return count == 0 || count >= smallest;
  }

  /** Whether it is nothing at all. */
  public boolean none() {
    return count == 0;
  }

  /** The figure, or {@code < 5}. */
  public String shown() {
    return told() ? Long.toString(count) : "< " + smallest;
  }

  /** The figure as a number; as {@link #shown} where it is not told. */
  public Object value() {
    return told() ? (Object) count : shown();
  }

  /** Never the figure that is not told. */
  @Override
  public String toString() {
    return shown();
  }

  /**
   * A part of a whole.
   *
   * @param key {@code OTHER} for parts put together
   */
  public record Part(String key, long count) {}

  /**
   * The parts of a whole that is told: those too small are put together with the next smallest
   * until none can be worked out from the others. Order of the parts given, {@link Part#key} OTHER
   * last.
   */
  public static List<Part> parts(List<Part> parts, int smallest) {
    List<Part> left = new ArrayList<>(parts.stream().filter(part -> part.count() > 0).toList());
    long other = 0;
    while (other > 0 && other < smallest && !left.isEmpty()
        || left.stream().anyMatch(part -> part.count() < smallest)) {
      Part least = left.stream().min(Comparator.comparingLong(Part::count)).orElseThrow();
      left.remove(least);
      other += least.count();
    }
    if (other > 0) {
      left.add(new Part("OTHER", other));
    }
    return List.copyOf(left);
  }
}
