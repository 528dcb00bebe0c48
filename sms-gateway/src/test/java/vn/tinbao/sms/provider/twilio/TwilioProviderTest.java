package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.sms.lab.twilio.FakeMessage;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.lab.twilio.Fault;
import vn.tinbao.sms.lab.twilio.OpenApi;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SentSearch;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.provider.SmsProviderContract;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.testing.TestSql;

/** The provider with the unmodified SDK against a fake Twilio over real HTTP. */
@MicronautTest(transactional = false, startApplication = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwilioProviderTest extends SmsProviderContract implements TestPropertyProvider {
  private final FakeTwilio fake = FakeTwilio.start(FakeOptions.of(TwilioBench.ACCOUNT));

  @Inject TwilioProvider twilio;
  @Inject TestSql sql;

  @Override
  public Map<String, String> getProperties() {
    return TwilioBench.settings(fake.url(), TwilioBench.PUBLIC);
  }

  @AfterEach
  void nothingGoesWrong() {
    fake.faults().none();
    fake.holds().release();
  }

  @AfterAll
  void stop() {
    fake.close();
  }

  @Override
  protected SmsProvider provider() {
    return twilio;
  }

  @Override
  protected int arrived(PhoneNumber phone, String text) {
    return (int)
        fake.messages().to(phone.e164()).stream().filter(m -> m.body().equals(text)).count();
  }

  @Override
  protected void play(Trouble trouble) {
    fake.faults()
        .always(
            switch (trouble) {
              case REFUSAL -> new Fault.Refuse(400, 21211, Duration.ZERO);
              case NO_WAY -> new Fault.Refuse(400, 21408, Duration.ZERO);
              case DOUBT -> new Fault.AcceptAndDrop();
              case BUSY -> new Fault.Refuse(429, 20429, Duration.ZERO);
            });
  }

  @Override
  protected void calm() {
    fake.faults().none();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408})
  void an_error_that_may_follow_acceptance_is_in_doubt_and_asked_once(int status) throws Exception {
    long before = fake.posts();
    fake.faults().next(new Fault.AcceptAndFail(status));
    OutgoingSms sms = sms("một lần " + UUID.randomUUID(), 1);
    assertThat(send(sms)).isEqualTo(new SendResult.InDoubt("http-" + status));
    assertThat(fake.posts() - before).isEqualTo(1);
    assertThat(arrived(PHONE, sms.text())).isEqualTo(1);
  }

  @Test
  void a_lost_connection_is_in_doubt_whether_it_was_sent_or_not() throws Exception {
    for (Fault fault : List.of(new Fault.AcceptAndDrop(), new Fault.Drop())) {
      long before = fake.posts();
      fake.faults().next(fault);
      assertThat(send(sms("rơi", 1))).isInstanceOf(SendResult.InDoubt.class);
      assertThat(fake.posts() - before).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_is_not_twilios_is_in_doubt_when_it_says_yes() throws Exception {
    fake.faults()
        .next(
            new Fault.Garbage(201, "<html>"),
            new Fault.Garbage(200, ""),
            new Fault.Garbage(201, "{}"),
            new Fault.Garbage(302, ""));
    for (int i = 0; i < 4; i++) {
      assertThat(send(sms("lạ", 1))).isInstanceOf(SendResult.InDoubt.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "407"})
  void a_no_from_something_in_between_stops_the_channel(int status) throws Exception {
    fake.faults().next(new Fault.Garbage(status, "<html>no"));
    assertThat(send(sms("chặn", 1))).isEqualTo(new SendResult.ChannelBroken("http-" + status));
  }

  @Test
  void too_many_requests_is_not_sent_and_halves_the_window() throws Exception {
    TwilioProvider own = TwilioBench.provider(fake.url(), TwilioBench.PATIENT);
    fake.faults()
        .next(
            new Fault.Refuse(429, 20429, Duration.ofSeconds(7)),
            new Fault.Refuse(429, 20429, Duration.ZERO));
    assertThat(own.window()).isEqualTo(32);
    assertThat(result(own, sms("chậm lại", 1)))
        .isEqualTo(new SendResult.Busy("20429", Duration.ofSeconds(7)));
    assertThat(own.window()).isEqualTo(16);
    assertThat(result(own, sms("chậm lại", 1)))
        .isEqualTo(new SendResult.Busy("20429", Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "21610, OPT_OUT",
    "21211, NUMBER",
    "21614, NUMBER",
    "21617, TEXT",
    "30003, FOR_NOW",
    "29999, OTHER",
  })
  void what_is_wrong_with_the_message_is_refused_with_the_reason(String code, Because because)
      throws Exception {
    fake.faults().next(new Fault.Refuse(400, Integer.parseInt(code), Duration.ZERO));
    assertThat(send(sms("không", 1))).isEqualTo(new SendResult.Refused(code, because));
  }

  @ParameterizedTest
  @ValueSource(ints = {21606, 21408, 30018, 21612})
  void what_may_concern_one_destination_leaves_the_others_alone(int code) throws Exception {
    fake.faults().next(new Fault.Refuse(400, code, Duration.ZERO));
    assertThat(send(sms("không tới", 1))).isEqualTo(new SendResult.NoWay("" + code));
  }

  @ParameterizedTest
  @ValueSource(ints = {20005, 21703, 30002})
  void what_is_wrong_with_us_breaks_the_channel(int code) throws Exception {
    fake.faults().next(new Fault.Refuse(400, code, Duration.ZERO));
    assertThat(send(sms("hỏng", 1))).isEqualTo(new SendResult.ChannelBroken("" + code));
  }

  @Test
  void a_wrong_password_breaks_the_channel() throws Exception {
    FakeTwilio other =
        FakeTwilio.start(FakeOptions.of(vn.tinbao.sms.lab.twilio.FakeAccount.random()));
    try (other) {
      assertThat(result(TwilioBench.provider(other.url(), TwilioBench.PATIENT), sms("ai", 1)))
          .isEqualTo(new SendResult.ChannelBroken("20003"));
    }
  }

  @Test
  void nobody_listening_is_surely_not_sent() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(
            result(
                TwilioBench.provider(URI.create("http://127.0.0.1:" + port), TwilioBench.QUICK),
                sms("không ai", 1)))
        .isInstanceOf(SendResult.NotSent.class);
  }

  @Test
  void a_handshake_that_never_ends_is_surely_not_sent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("https://127.0.0.1:" + silent.getLocalPort());
      assertThat(result(TwilioBench.provider(url, TwilioBench.QUICK), sms("im", 1)))
          .isInstanceOf(SendResult.NotSent.class);
    }
  }

  @Test
  void an_answer_that_comes_too_late_is_in_doubt() throws Exception {
    fake.faults().next(new Fault.Late(Duration.ofSeconds(30)));
    assertThat(result(TwilioBench.provider(fake.url(), TwilioBench.QUICK), sms("muộn", 1)))
        .isEqualTo(new SendResult.InDoubt("SocketTimeoutException"));
  }

  @Test
  void an_answer_that_drips_for_ever_is_cut_off_and_in_doubt() throws Exception {
    try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread drip =
          new Thread(
              () -> {
                try (Socket client = dripping.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 201 Created\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    client.getOutputStream().write(' ');
                    Thread.sleep(50);
                  }
                } catch (Exception cut) {
                  // what is hoped for
                }
              });
      drip.setDaemon(true);
      drip.start();
      URI url = URI.create("http://127.0.0.1:" + dripping.getLocalPort());
      assertThat(result(TwilioBench.provider(url, TwilioBench.QUICK), sms("nhỏ giọt", 1)))
          .isInstanceOf(SendResult.InDoubt.class);
    }
  }

  @Test
  void a_reply_comes_from_the_number_that_can_be_answered_all_else_from_the_service()
      throws Exception {
    for (MessageClass messageClass : MessageClass.values()) {
      String text = messageClass + " " + UUID.randomUUID();
      UUID id = UuidCreator.getTimeOrderedEpoch();
      Instant until = Instant.now().plus(Duration.ofHours(1));
      send(new OutgoingSms(id, 1, PHONE, text, messageClass, until));
      FakeMessage sent =
          fake.messages().to(PHONE.e164()).stream()
              .filter(m -> m.body().equals(text))
              .findFirst()
              .get();
      boolean reply = messageClass == MessageClass.REPLY;
      assertThat(sent.from()).isEqualTo(reply ? TwilioBench.HOTLINE : null);
      assertThat(sent.messagingService()).isEqualTo(reply ? null : TwilioBench.SERVICE);
      assertThat(sent.callback())
          .startsWith(TwilioBench.PUBLIC + "/twilio/status/" + id + "#")
          .contains("rc=5");
      assertThat(Integer.parseInt(sent.validityPeriod())).isBetween(3_500, 3_600);
    }
  }

  @Test
  void what_is_asked_for_is_in_twilios_description() throws Exception {
    var api = OpenApi.ofTwilio();
    assumeTrue(
        api.isPresent(),
        "skipped: Twilio's OpenAPI document (shared/data/twilio) is not on this machine");
    var known =
        api.get()
            .operation("/2010-04-01/Accounts/{AccountSid}/Messages.json", "post")
            .at("/requestBody/content/application~1x-www-form-urlencoded/schema/properties");
    for (MessageClass messageClass : List.of(MessageClass.REPLY, MessageClass.AWARENESS)) {
      UUID id = UuidCreator.getTimeOrderedEpoch();
      send(new OutgoingSms(id, 1, PHONE, "mô tả", messageClass, null));
      var fields = Fields.of(fake.lastForm()).all();
      assertThat(fields).extracting(Fields.Field::name).contains("To", "Body", "StatusCallback");
      for (Fields.Field field : fields) {
        var schema = known.path(field.name());
        assertThat(schema.isMissingNode()).as(field.name()).isFalse();
        if (schema.has("pattern")) {
          assertThat(field.value()).matches(schema.get("pattern").asText());
        }
        if (schema.path("type").asText().equals("integer")) {
          assertThat(field.value()).matches("\\d+");
        }
      }
    }
  }

  @Test
  void what_is_no_longer_valid_is_not_even_asked_for() throws Exception {
    long before = fake.posts();
    OutgoingSms late =
        new OutgoingSms(
            UuidCreator.getTimeOrderedEpoch(), 1, PHONE, "cũ", MessageClass.ALERT, Instant.EPOCH);
    assertThat(send(late)).isEqualTo(new SendResult.Refused("validity-over", Because.TOO_LATE));
    assertThat(fake.posts()).isEqualTo(before);
  }

  /** Whoever gets an outcome may send the next message at once, on the thread that brought it. */
  @Test
  void an_outcome_makes_room_for_the_next_message_at_once() throws Exception {
    TwilioLimits narrow =
        new TwilioLimits(
            1,
            1,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(2));
    TwilioProvider own = TwilioBench.provider(fake.url(), narrow);
    SendResult second =
        own.send(sms("một", 1))
            .thenCompose(first -> own.send(sms("hai", 1)))
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
    assertThat(second).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void more_than_all_lines_can_carry_is_not_sent() throws Exception {
    TwilioProvider own = TwilioBench.provider(fake.url(), TwilioBench.PATIENT);
    fake.holds().hold(vn.tinbao.sms.lab.twilio.FakeHolds.At.READING);
    for (int i = 0; i < 2 * TwilioBench.PATIENT.window(); i++) {
      own.send(sms("đầy", 1));
    }
    assertThat(result(own, sms("đầy", 1)))
        .isEqualTo(new SendResult.Busy("window-full", Duration.ZERO));
    fake.holds().cut();
  }

  @Test
  void what_was_sent_after_all_is_found_with_its_status() throws Exception {
    fake.faults().next(new Fault.AcceptAndFail(500));
    OutgoingSms sms = sms("tìm " + UUID.randomUUID(), 1);
    Instant started = Instant.now();
    send(sms);
    FakeMessage sent = last(sms);
    assertThat(find(sms, started))
        .contains(new SentSearch.Found(sent.sid(), DeliveryStatus.ACCEPTED));
    fake.report(sent.sid(), "delivered", null).join();
    assertThat(find(sms, started))
        .contains(new SentSearch.Found(sent.sid(), DeliveryStatus.DELIVERED));
  }

  @Test
  void what_was_never_sent_or_long_before_or_is_another_message_is_not_found() throws Exception {
    OutgoingSms sms = sms("không có " + UUID.randomUUID(), 1);
    assertThat(find(sms, Instant.now())).isEmpty();
    send(sms);
    assertThat(find(sms, Instant.now().plus(Duration.ofHours(1)))).isEmpty();
    sql.run(
        "INSERT INTO sms.provider_event (provider, provider_id, message_id, status, received_at)"
            + " VALUES ('twilio', '"
            + last(sms).sid()
            + "', '"
            + UuidCreator.getTimeOrderedEpoch()
            + "', 'SENT', now())");
    assertThat(find(sms, Instant.now().minusSeconds(5))).isEmpty();
  }

  @Test
  void two_messages_with_the_same_words_are_never_found_as_one() throws Exception {
    String text = "giống nhau " + UUID.randomUUID();
    OutgoingSms sent = sms(text, 1);
    OutgoingSms notSent = sms(text, 1);
    Instant started = Instant.now();
    send(sent);
    assertThat(find(sent, started)).isPresent();
    assertThat(find(notSent, started)).isEmpty();
    assertThat(find(sent, started)).isPresent();
  }

  @Test
  void all_pages_of_the_list_are_read() throws Exception {
    OutgoingSms sms =
        new OutgoingSms(
            UuidCreator.getTimeOrderedEpoch(),
            1,
            new PhoneNumber("+84912000777"),
            "trang",
            MessageClass.REPLY,
            null);
    Instant started = Instant.now();
    send(sms);
    for (int i = 0; i < 230; i++) {
      send(new OutgoingSms(sms.id(), 1, sms.to(), "khác " + i, MessageClass.REPLY, null));
    }
    assertThat(find(sms, started)).isPresent();
  }

  @Test
  void when_the_list_cannot_be_had_nobody_can_tell() {
    FakeTwilio gone = FakeTwilio.start(FakeOptions.of(TwilioBench.ACCOUNT));
    TwilioProvider own = TwilioBench.provider(gone.url(), TwilioBench.PATIENT);
    gone.close();
    assertThatThrownBy(
            () ->
                own.search()
                    .orElseThrow()
                    .find(sms("hỏi", 1), Instant.now())
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  private java.util.Optional<SentSearch.Found> find(OutgoingSms sms, Instant started)
      throws Exception {
    return twilio
        .search()
        .orElseThrow()
        .find(sms, started)
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  private FakeMessage last(OutgoingSms sms) {
    return fake.messages().to(sms.to().e164()).stream()
        .filter(m -> m.body().equals(sms.text()))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static SendResult result(TwilioProvider provider, OutgoingSms sms) throws Exception {
    return provider.send(sms).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
