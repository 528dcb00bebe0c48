package vn.tinbao.server.push;

import jakarta.inject.Singleton;
import java.util.UUID;
import vn.tinbao.server.live.Live;

/** The provider that needs no account: server-sent events to the apps that are connected. */
@Singleton
final class RelayProvider implements PushProvider {
  static final String NAME = "relay";
  private final Live live;

  RelayProvider(Live live) {
    this.live = live;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean byToken() {
    return false;
  }

  @Override
  public PushResult send(PushNote note, PushTarget target) {
    live.now(channel(target.staffId()), note.topic() + ":" + note.ref() + ":" + note.id());
    return new PushResult.Accepted();
  }

  static String channel(UUID staffId) {
    return "staff." + staffId;
  }
}
