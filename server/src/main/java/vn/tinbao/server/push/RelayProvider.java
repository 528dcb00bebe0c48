package vn.tinbao.server.push;

import jakarta.inject.Singleton;
import java.util.UUID;
import vn.tinbao.server.live.Live;

/** The provider that needs no account: server-sent events to the apps that are connected. */
@Singleton
final class RelayProvider implements PushProvider {
  private final Live live;

  RelayProvider(Live live) {
    this.live = live;
  }

  @Override
  public String name() {
    return "relay";
  }

  @Override
  public PushResult send(UUID id, UUID staffId, String topic, UUID ref) {
    live.now(channel(staffId), topic + ":" + ref);
    return new PushResult.Accepted();
  }

  static String channel(UUID staffId) {
    return "staff." + staffId;
  }
}
