package vn.tinbao.server.push;

import jakarta.inject.Singleton;
import java.util.UUID;
import reactor.core.publisher.Flux;
import vn.tinbao.server.live.Live;

/** What the relay hands over to a member of staff, for a page that they have open. */
@Singleton
public final class OwnPushes {
  private final Live live;

  OwnPushes(Live live) {
    this.live = live;
  }

  /**
   * Topics of this person's pushes, from now on, such as {@code assignment}; an empty one after an
   * interruption. With another provider than the relay nothing comes.
   */
  public Flux<String> topics(UUID staffId) {
    return live.stream(RelayProvider.channel(staffId))
        .map(push -> push.substring(0, Math.max(0, push.indexOf(':'))));
  }
}
