package vn.tinbao.server.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.tip.TipDesk;

/**
 * One screen of the queue: a list of urgent tips above the others, or the continuation of one of
 * the two.
 *
 * @param offers how many tips other agencies want to hand over to this one
 */
public record QueuePage(List<Part> parts, boolean first, long offers, Moments moments) {

  /**
   * One of the two lists.
   *
   * @param next address of its continuation, null when this is the end
   */
  public record Part(boolean urgent, List<TipDesk.Line> lines, @Nullable String next) {}

  /** Whether there is nothing at all. */
  public boolean empty() {
    return parts.stream().allMatch(part -> part.lines().isEmpty());
  }
}
