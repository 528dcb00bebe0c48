package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.duplicate.Candidates;
import vn.tinbao.server.tip.Dialogue;

/**
 * Which other tips one has to do with, on its page.
 *
 * @param mayMerge whether the viewer's agency leads it, so that it may merge and split
 * @param alike what may be about the same, the likeliest first
 * @param into what this tip was joined to, null when it goes on by itself
 * @param joined what was joined to it
 * @param from what it is a part of, null when of nothing
 * @param parts what became a tip of its own
 * @param filed messages that brought no new facts
 * @param seeming messages that seem to repeat what was said: how much of them, in percent
 */
public record SimilarPart(
    UUID tipId,
    boolean mayMerge,
    List<Candidates.Candidate> alike,
    @Nullable Other into,
    List<Joined> joined,
    @Nullable Other from,
    List<Other> parts,
    Set<UUID> filed,
    Map<UUID, Integer> seeming,
    UUID undoId) {

  /**
   * Another tip, as far as the viewer may know it.
   *
   * @param opens whether the viewer may open it
   */
  public record Other(UUID id, String number, boolean opens, String who, Instant at) {}

  /**
   * A tip that was joined to this one.
   *
   * @param dialogue empty where the viewer may not open it
   */
  public record Joined(Other tip, boolean noNewFacts, List<Dialogue.Line> dialogue) {

    @Override
    public String toString() {
      return "Joined[" + tip.number() + "]";
    }
  }

  /** Whether there is something to show or to do. */
  public boolean shown() {
    return mayMerge
        || !alike.isEmpty()
        || into != null
        || !joined.isEmpty()
        || from != null
        || !parts.isEmpty();
  }

  /** The short number of a tip. */
  public static String number(UUID id) {
    return TipPageMaker.number(id);
  }

  /** A share in percent. */
  public static int percent(double share) {
    return (int) Math.round(100 * share);
  }
}
