package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.StepRule;

/**
 * Several tips at a time: which steps they can take, the form of one, and what came of it.
 *
 * @param back address of the queue they were ticked in
 * @param tips as they were ticked
 * @param choices steps that some of them can take, those for most of them first
 * @param form of the step that was chosen, null before
 */
public record ManyPage(String back, List<Tip> tips, List<Choice> choices, @Nullable StepForm form) {

  /**
   * One of the tips.
   *
   * @param place null when nobody knows it, or the viewer may not open the tip
   * @param state key of its state, null when the viewer may not open it
   * @param why a sentence: why it was, or would be, left as it is; null when nothing is in the way
   */
  public record Tip(
      UUID id,
      String number,
      @Nullable String place,
      @Nullable String state,
      @Nullable Instant receivedAt,
      @Nullable String why) {}

  /** A step and how many of the tips it is open for. */
  public record Choice(StepRule rule, int many) {}

  /** Those with nothing in the way. */
  public List<Tip> open() {
    return tips.stream().filter(tip -> tip.why() == null).toList();
  }

  /** The others. */
  public List<Tip> closed() {
    return tips.stream().filter(tip -> tip.why() != null).toList();
  }

  /** Ids of all, as the form sends them on. */
  public String ids() {
    return String.join(" ", tips.stream().map(tip -> tip.id().toString()).toList());
  }

  /** The filter that the queue had, as the form sends it on. */
  public String filter() {
    int at = back.indexOf('?');
    return at < 0 ? "" : back.substring(at + 1);
  }
}
