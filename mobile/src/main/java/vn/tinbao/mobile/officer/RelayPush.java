package vn.tinbao.mobile.officer;

import java.util.List;
import java.util.Optional;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.EventStream;
import vn.tinbao.mobile.net.wire.PushHint;
import vn.tinbao.mobile.platform.PushEvents;

/**
 * Hints over the server's own event stream: needs no account anywhere and no Google on the phone.
 */
public final class RelayPush implements PushEvents {
  private final Api api;
  private final EventStream.Pace pace;

  public RelayPush(Api api, EventStream.Pace pace) {
    this.api = api;
    this.pace = pace;
  }

  @Override
  public Subscription listen(String sessionToken, Listener listener) {
    EventStream stream =
        api.events(sessionToken, new Translated(api, sessionToken, listener), pace);
    stream.start();
    return stream::close;
  }

  private record Translated(Api api, String sessionToken, Listener listener)
      implements EventStream.Listener {
    @Override
    public void connected() {
      listener.connected();
    }

    @Override
    public void event(String type, String data) {
      // Whatever it is about: the server tells, and only to whoever is signed in.
      listener.hint();
      // After the hint: what was told matters more than saying so.
      id(data).ifPresent(push -> api.received(sessionToken, List.of(push)));
    }

    private static Optional<String> id(String data) {
      try {
        return Optional.ofNullable(Codec.of(PushHint.class).fromJson(data).id());
      } catch (RuntimeException noPush) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "Translated[…]";
    }

    @Override
    public void lost() {
      listener.lost();
    }

    @Override
    public void denied() {
      listener.denied();
    }
  }
}
