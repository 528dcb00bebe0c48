package vn.tinbao.server.tip;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A higher room that joins tips: to its reporter a joined tip is as far as the one it leads to. */
public interface MergedTips {

  /** State of the tip that this one was joined to in the end; null when it goes on by itself. */
  @Nullable String stateOfLead(UUID tipId);

  /**
   * The tips whose course is this one's too, so that its reporter is told what comes of them: the
   * one that it was joined to in the end, or the parts of that one when nothing remained of it.
   * Empty when it goes on by itself.
   */
  List<UUID> ledBy(UUID tipId);
}
