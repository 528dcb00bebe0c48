package vn.tinbao.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.custody.IdentityRequest;
import vn.tinbao.server.custody.IdentityRequests;
import vn.tinbao.server.tip.SafeContact;

/**
 * The reporter's identity on the page of a tip: sealed, asked for, opened.
 *
 * @param shown whether there is an identity and the viewer may ask for it
 * @param requests of all colleagues, the newest first
 * @param mine the viewer's newest, null when there is none
 * @param requestId of the request that may be filed on this page
 * @param safe how the reporter can be reached without danger; null: nothing was asked for
 * @param maySay whether the viewer may write down how
 */
public record TipCustody(
    boolean shown,
    UUID tipId,
    List<IdentityRequest> requests,
    IdentityRequests.@Nullable Told mine,
    Map<UUID, String> names,
    UUID requestId,
    @Nullable SafeContact safe,
    boolean maySay,
    Instant now) {

  public String name(UUID id) {
    return names.getOrDefault(id, "");
  }

  /** Whether the viewer may open the identity now. */
  public boolean opens() {
    return mine != null && mine.request().opensAt(now);
  }

  /** Whether there is something of the viewer's to take back. */
  public boolean ends() {
    return mine != null
        && (mine.request().state() == IdentityRequest.State.PENDING || mine.request().opensAt(now));
  }

  /** Whether the viewer may ask, or ask again. */
  public boolean asks() {
    return !ends();
  }

  @Override
  public String toString() {
    return "TipCustody[" + tipId + "]";
  }
}
