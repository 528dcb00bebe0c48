package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * Something new on a public topic.
 *
 * @param kind what it is, such as {@code article}
 * @param ref opaque id of it
 * @param title public, one line
 * @param text public, one line; the whole is fetched when it is opened
 */
@Json
public record TopicNews(
    String id,
    String topic,
    String kind,
    String ref,
    String title,
    String text,
    Instant at,
    Instant validUntil) {
  /** A server that leaves out what is empty means that it is empty. */
  public TopicNews {
    title = title == null ? "" : title;
    text = text == null ? "" : text;
  }
}
