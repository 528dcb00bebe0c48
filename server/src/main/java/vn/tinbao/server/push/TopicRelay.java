package vn.tinbao.server.push;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import vn.tinbao.server.live.Live;

/** Tells apps that hold a stream open, on any node; the others ask. */
@Singleton
final class TopicRelay implements TopicProvider {
  private final Live live;
  private final ObjectMapper json;

  TopicRelay(Live live, ObjectMapper json) {
    this.live = live;
    this.json = json;
  }

  @Override
  public String name() {
    return RelayProvider.NAME;
  }

  /** Public, so the hint may hold all of it: a thousand phones then need no thousand look-ups. */
  @Override
  public PushResult send(TopicNews.News news) {
    try {
      live.now(channel(news.topic()), json.writeValueAsString(TopicNewsBody.of(news)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PushResult.Accepted();
  }

  static String channel(TopicName topic) {
    return "topic." + topic;
  }
}
