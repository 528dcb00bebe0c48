package vn.tinbao.server.push;

import jakarta.inject.Singleton;
import vn.tinbao.server.live.Live;

/** Tells apps that hold a stream open; the others ask. */
@Singleton
final class TopicRelay implements TopicProvider {
  private final Live live;

  TopicRelay(Live live) {
    this.live = live;
  }

  @Override
  public String name() {
    return RelayProvider.NAME;
  }

  @Override
  public PushResult send(PushNote note, TopicName topic) {
    live.now(channel(topic), note.topic() + ":" + note.ref() + ":" + note.id());
    return new PushResult.Accepted();
  }

  static String channel(TopicName topic) {
    return "topic." + topic;
  }
}
