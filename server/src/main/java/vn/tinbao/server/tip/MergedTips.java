package vn.tinbao.server.tip;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A higher room that joins tips: to its reporter a joined tip is as far as the one it leads to. */
public interface MergedTips {

  /** State of the tip that this one was joined to in the end; null when it goes on by itself. */
  @Nullable String stateOfLead(UUID tipId);
}
