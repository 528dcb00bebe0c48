package vn.tinbao.mobile.officer;

import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.EventStream;
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
    EventStream stream = api.events(sessionToken, new Translated(listener), pace);
    stream.start();
    return stream::close;
  }

  private record Translated(Listener listener) implements EventStream.Listener {
    @Override
    public void connected() {
      listener.connected();
    }

    @Override
    public void event(String type, String data) {
      if (type.equals("assignment")) {
        listener.hint();
      }
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
