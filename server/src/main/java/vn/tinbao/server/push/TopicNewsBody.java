package vn.tinbao.server.push;

import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;

/** Something new on a topic. */
@Serdeable
@Schema(name = "TopicNews")
record TopicNewsBody(
    UUID id,
    String topic,
    @Schema(description = "What it is, such as `article`") String kind,
    @Schema(description = "Opaque id of it; the whole of it is fetched when it is opened") UUID ref,
    @Schema(description = "Public, one line, at most 100 characters") String title,
    @Schema(description = "Public, one line; with the title at most 1,850 bytes") String text,
    OffsetDateTime at,
    OffsetDateTime validUntil) {

  static TopicNewsBody of(TopicNews.News news) {
    return new TopicNewsBody(
        news.id(),
        news.topic().toString(),
        news.kind(),
        news.ref(),
        news.text().title(),
        news.text().text(),
        LegalTime.withOffset(news.at()),
        LegalTime.withOffset(news.validUntil()));
  }
}
