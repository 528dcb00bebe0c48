package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mentions of one unit or of one kind of unit, in the order of the text. */
final class MentionsInOrder {
  private final List<PlaceMention> mentions = new ArrayList<>(2);

  /** Adds one that stands behind all others, or is the last of them. */
  void add(PlaceMention mention) {
    int last = mentions.size() - 1;
    if (last < 0 || mentions.get(last).from() < mention.from()) {
      mentions.add(mention);
    }
  }

  /**
   * The nearest to another one that shares no word with it, the later of two that are equally near;
   * null when there is none.
   */
  @Nullable PlaceMention nearest(PlaceMention to) {
    int low = 0;
    int high = mentions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (mentions.get(middle).from() < to.from()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean itself = low < mentions.size() && mentions.get(low).from() == to.from();
    PlaceMention next = apart(itself ? low + 1 : low, to);
    PlaceMention last = apart(low - 1, to);
    if (next == null || last == null) {
      return next == null ? last : next;
    }
    return next.distance(to) <= last.distance(to) ? next : last;
  }

  private @Nullable PlaceMention apart(int at, PlaceMention from) {
    PlaceMention mention = at < 0 || at >= mentions.size() ? null : mentions.get(at);
    return mention == null || mention.overlaps(from) ? null : mention;
  }
}
