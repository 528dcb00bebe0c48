package vn.tinbao.server.console.queue;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.Moments;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipDesk;

/**
 * One screen of the queue: urgent tips above the others, or the continuation of one list.
 *
 * @param offers how many tips other agencies want to hand over to this one
 * @param overdue how many are overdue, {@link QueueLines#MOST_COUNTED} means that or more
 * @param head what stands above the lists; null when only the lists are asked for
 */
public record QueuePage(
    List<Part> parts,
    boolean first,
    QueueFilter filter,
    long offers,
    int overdue,
    @Nullable Head head,
    Moments moments) {

  /**
   * One of the lists.
   *
   * @param next address of its continuation, null when this is the end
   * @param tired whether reading stopped before the page was full
   */
  public record Part(
      QueueLines.Part which, List<TipDesk.Line> lines, @Nullable String next, boolean tired) {

    /** {@code urgent}, {@code others} or {@code settled}. */
    public String key() {
      return which.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What stands above the lists.
   *
   * @param onDuty names of who is on duty now
   * @param handover whether a hand-over waits that the viewer may take
   * @param officers who may be sent out, several tips at a time
   * @param done how many were done together just now, null when none were
   * @param said message key of what a form did, null
   */
  public record Head(
      List<DeskViews.View> views,
      List<Unit> places,
      List<String> onDuty,
      boolean handover,
      List<StaffMember> officers,
      UUID formId,
      @Nullable Integer done,
      @Nullable Integer not,
      @Nullable String said) {}

  /** Whether there is nothing at all. */
  public boolean empty() {
    return parts.stream().allMatch(part -> part.lines().isEmpty() && part.next() == null);
  }

  /** Whether several tips can be given to an officer here. */
  public boolean ticking() {
    return parts.stream().anyMatch(part -> part.which() != QueueLines.Part.SETTLED);
  }

  /** Every state, in the order of the law. */
  public List<String> states() {
    return QueueFilter.STATES;
  }
}
