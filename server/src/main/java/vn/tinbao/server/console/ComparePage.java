package vn.tinbao.server.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.Likeness;
import vn.tinbao.server.tip.TipDesk;

/**
 * Two tips beside each other.
 *
 * @param likeness null while one of them is not indexed
 * @param mayMerge whether the viewer's agency leads both
 */
public record ComparePage(
    TipDesk.View first,
    TipDesk.View second,
    @Nullable Likeness likeness,
    boolean mayMerge,
    UUID mergeId) {

  /** Both, the one that was asked for first. */
  public List<TipDesk.View> both() {
    return List.of(first, second);
  }

  /** The one that would lead: which was received first. */
  public TipDesk.View earlier() {
    int order = first.receivedAt().compareTo(second.receivedAt());
    return order < 0 || (order == 0 && first.id().compareTo(second.id()) <= 0) ? first : second;
  }

  /** The short number of a tip. */
  public static String number(TipDesk.View tip) {
    return TipPageMaker.number(tip.id());
  }
}
