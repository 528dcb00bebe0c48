package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * Something new on a public topic.
 *
 * @param kind what it is, such as {@code article}
 * @param ref opaque id of it
 */
@Json
public record TopicNews(
    String id, String topic, String kind, String ref, Instant at, Instant validUntil) {}
