package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.InboundMedia.Result;
import vn.tinbao.sms.queue.InboundMedia.Waiting;
import vn.tinbao.sms.queue.ReceivedSms.Media;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
@Property(name = "tinbao.sms.inbound.media-most-bytes", value = "1000")
class InboundMediaTest {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);

  @Inject InboundDesk desk;
  @Inject InboundMedia media;
  @Inject HomeDirectory home;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("DELETE FROM sms.inbound");
  }

  @Test
  void what_came_with_a_message_is_fetched_and_handed_over_in_order() {
    UUID message = arrive("m1", "https://media.example/1", "https://media.example/2");
    assertThat(arrive("m1", "https://media.example/1")).isEqualTo(message);
    List<UUID> ids = media.of(message);
    assertThat(ids).hasSize(2);
    assertThat(media.result(ids.get(0))).isEmpty();

    List<Waiting> claimed = media.claim("twilio", 10, LEASE);
    assertThat(claimed)
        .extracting(Waiting::url)
        .containsExactlyInAnyOrder("https://media.example/1", "https://media.example/2");
    assertThat(media.claim("twilio", 10, LEASE)).isEmpty();
    assertThat(media.claim("other", 10, LEASE)).isEmpty();

    assertThat(media.fetched(ids.get(0), PICTURE, "image/jpeg")).isTrue();
    assertThat(media.fetched(ids.get(0), PICTURE, "image/jpeg")).isFalse();
    media.failed(ids.get(1), "404");

    Result.Fetched fetched = (Result.Fetched) media.result(ids.get(0)).orElseThrow();
    BodyOpener opener = BodyOpener.load(home.resolve("keys"));
    assertThat(opener.openMedia(fetched.id(), fetched.sealed())).isEqualTo(PICTURE);
    assertThatThrownBy(() -> opener.openMedia(ids.get(1), fetched.sealed()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(media.result(ids.get(1))).contains(new Result.Lost(ids.get(1), "404"));

    media.done(ids.get(0));
    media.done(ids.get(1));
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.inbound_media"
                    + " WHERE state = 'DONE' AND content IS NULL AND url IS NULL"))
        .isEqualTo(2);
  }

  @Test
  void nothing_readable_is_in_the_table() {
    UUID message = arrive("m1", "https://media.example/secret");
    assertThat(sql.dump("sms.inbound_media")).doesNotContain("secret", hex("secret"));
    assertThat(media.fetched(media.of(message).get(0), PICTURE, "image/jpeg")).isTrue();
    assertThat(sql.dump("sms.inbound_media")).doesNotContain("a picture", hex("a picture"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "image/jpeg; name=\"Nguyen Van A CCCD.jpg\" | image/jpeg",
        " IMAGE/PNG | image/png",
        "application/vnd.ms-powerpoint;charset=x | application/vnd.ms-powerpoint",
        "Nguyen Van A | ''",
        "image/jpeg name=Nguyen | ''",
        "image/jpeg/nguyen | ''",
        "'' | ''"
      })
  void of_a_type_nothing_is_kept_that_could_name_a_person(String told, String kept) {
    UUID id = media.of(arrive("m1", "https://media.example/1")).get(0);
    assertThat(media.fetched(id, PICTURE, told)).isTrue();
    assertThat(sql.text("SELECT type FROM sms.inbound_media")).isEqualTo(kept);
  }

  @Test
  void what_a_dead_fetcher_had_is_handed_out_again() {
    arrive("m1", "https://media.example/1");
    assertThat(media.claim("twilio", 1, LEASE)).hasSize(1);
    time.advance(LEASE.minusSeconds(1));
    assertThat(media.claim("twilio", 1, LEASE)).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(media.claim("twilio", 1, LEASE)).hasSize(1);
  }

  @Test
  void one_that_cannot_be_had_is_tried_for_a_day_and_then_lost() {
    UUID id = media.of(arrive("m1", "https://media.example/1")).get(0);
    int tries = 0;
    while (media.result(id).isEmpty()) {
      if (!media.claim("twilio", 1, LEASE).isEmpty()) {
        tries++;
        media.notFetched(id, "503");
      }
      time.advance(Duration.ofMinutes(10));
    }
    assertThat(tries).isBetween(24, 40);
    assertThat(media.result(id)).contains(new Result.Lost(id, "503"));
  }

  @Test
  void one_that_is_empty_or_too_large_is_lost() {
    List<UUID> ids = media.of(arrive("m1", "https://media.example/1", "https://media.example/2"));
    assertThat(media.fetched(ids.get(0), new byte[0], "image/jpeg")).isFalse();
    assertThat(media.fetched(ids.get(1), new byte[1001], "image/jpeg")).isFalse();
    assertThat(media.result(ids.get(0))).contains(new Result.Lost(ids.get(0), "EMPTY"));
    assertThat(media.result(ids.get(1))).contains(new Result.Lost(ids.get(1), "TOO_LARGE"));
  }

  @Test
  void one_whose_address_cannot_be_opened_is_lost_and_holds_up_no_other() {
    List<UUID> ids = media.of(arrive("m1", "https://media.example/1", "https://media.example/2"));
    sql.run(
        "UPDATE sms.inbound_media SET url = set_byte(url, length(url) - 1,"
            + " get_byte(url, length(url) - 1) # 1) WHERE id = '"
            + ids.get(0)
            + "'");
    assertThat(media.claim("twilio", 10, LEASE))
        .extracting(Waiting::id)
        .containsExactly(ids.get(1));
    assertThat(media.result(ids.get(0))).contains(new Result.Lost(ids.get(0), "CANNOT_BE_OPENED"));
  }

  @Test
  void one_that_nobody_knows_is_lost() {
    UUID id = UUID.randomUUID();
    assertThat(media.result(id)).contains(new Result.Lost(id, "FORGOTTEN"));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private UUID arrive(String id, String... urls) {
    return desk.accept(
            new ReceivedSms(
                "twilio",
                id,
                new PhoneNumber("+84912345678"),
                "+84888000111",
                "",
                clock.instant(),
                null,
                List.of(urls).stream().map(url -> new Media(url, "image/jpeg")).toList()))
        .id();
  }
}
