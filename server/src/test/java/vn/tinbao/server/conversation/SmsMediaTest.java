package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.testing.Samples;
import vn.tinbao.sms.queue.InboundMedia;
import vn.tinbao.sms.queue.InboundMedia.Waiting;
import vn.tinbao.sms.testing.TestSql;

/** Pictures that came with messages, until they are files of the tip. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "SmsMedia")
@Property(name = "tinbao.attachment.cleaner", value = "false")
@Property(name = "tinbao.attachment.most-files", value = "2")
class SmsMediaTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  @Inject SmsPhones phones;
  @Inject InboundMedia media;
  @Inject SmsMedia waiting;
  @Inject Attachments attachments;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    sql.run("DELETE FROM tinbao.sms_media");
    sql.run("DELETE FROM sms.inbound_media");
  }

  @Test
  void a_picture_without_words_is_a_tip_with_a_file() {
    UUID tip = phones.media("+84906000001", "", "https://m.example/1");
    assertThat(attachments.ofTip(tip)).isEmpty();
    Waiting wanted = media.claim("test", 5, LEASE).get(0);
    byte[] picture = Samples.png();
    assertThat(media.fetched(wanted.id(), picture, "image/png")).isTrue();

    settled();
    Attachment file = attachments.ofTip(tip).get(0);
    assertThat(file.name()).isEqualTo("tep-tin-nhan-1.png");
    assertThat(file.length()).isEqualTo(picture.length);
    assertThat(file.received()).isEqualTo(picture.length);
    assertThat(left("state <> 'DONE' OR content IS NOT NULL")).isZero();
  }

  @Test
  void a_picture_to_a_running_tip_goes_there_however_late_it_is_fetched() {
    UUID tip = phones.text("+84906000002", "o xa Khanh Khe Lang Son co nguoi bi ban");
    phones.media("+84906000002", "anh day", "https://m.example/1");
    var looked = waiting.next();
    assertThat(attachments.ofTip(tip)).isEmpty();
    Waiting wanted = media.claim("test", 5, LEASE).get(0);
    assertThat(media.fetched(wanted.id(), Samples.png(), "image/png")).isTrue();
    sql.run("UPDATE tinbao.sms_media SET next_at = now() - interval '1 s'");
    settled();
    assertThat(attachments.ofTip(tip)).hasSize(1);
  }

  @Test
  void what_a_crash_left_half_attached_is_gone_on_with() throws Exception {
    UUID tip = phones.media("+84906000003", "anh", "https://m.example/1");
    Waiting wanted = media.claim("test", 5, LEASE).get(0);
    byte[] picture = Samples.png();
    attachments.begin(tip, Bringer.REPORTER, wanted.id(), "tep.png", picture.length);
    var half =
        attachments.append(
            tip, wanted.id(), 0, new java.io.ByteArrayInputStream(picture, 0, picture.length / 2));
    assertThat(half.received()).isEqualTo(picture.length / 2);
    assertThat(media.fetched(wanted.id(), picture, "image/png")).isTrue();
    settled();
    assertThat(attachments.ofTip(tip))
        .singleElement()
        .satisfies(file -> assertThat(file.received()).isEqualTo(picture.length));
  }

  @Test
  void what_cannot_be_had_or_has_no_room_is_told_on_the_tip() {
    UUID tip =
        phones.media(
            "+84906000004",
            "anh",
            "https://m.example/1",
            "https://m.example/2",
            "https://m.example/3",
            "https://m.example/4");
    List<UUID> ids = media.of(tip);
    var claimed = media.claim("test", 5, LEASE);
    assertThat(claimed).hasSize(4);
    media.failed(ids.get(0), "404");
    for (UUID id : ids.subList(1, 4)) {
      assertThat(media.fetched(id, Samples.png(), "image/png")).isTrue();
    }
    settled();
    assertThat(attachments.ofTip(tip)).hasSize(2);
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_event WHERE kind = 'SMS_MEDIA_LOST' AND tip_id = '"
                    + tip
                    + "'"))
        .isEqualTo(2);
    assertThat(sql.text("SELECT attention FROM tinbao.tip WHERE id = '" + tip + "'"))
        .isEqualTo("NEW_MESSAGE");
  }

  private void settled() {
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              var unused = waiting.next();
              return sql.number("SELECT count(*) FROM tinbao.sms_media") == 0;
            });
  }

  private long left(String what) {
    return sql.number("SELECT count(*) FROM sms.inbound_media WHERE " + what);
  }
}
