package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.lab.twilio.FakeMessage;
import vn.tinbao.sms.lab.twilio.FakeMessage.FakeMedia;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.InboundNames;
import vn.tinbao.sms.queue.ReceivedSms;
import vn.tinbao.sms.queue.RetentionSettings;
import vn.tinbao.sms.testing.TestSql;

/** What Twilio has for us and we go and get: messages that no call brought, and pictures. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.sms.inbound.media-most-bytes", value = "100000")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwilioArrivalsTest implements TestPropertyProvider {
  private static final String LAN = "+84912345678";
  private final FakeTwilio fake = FakeTwilio.start(FakeOptions.of(TwilioBench.ACCOUNT));

  @Inject TwilioCatchUp catchUp;
  @Inject TwilioMedia media;
  @Inject TwilioInbox inbox;
  @Inject TwilioInboundSettings inboundSettings;
  @Inject InboundNames names;
  @Inject RetentionSettings retention;
  @Inject InboundDesk desk;
  @Inject TestSql sql;
  @Inject HomeDirectory home;

  @Override
  public Map<String, String> getProperties() {
    return TwilioBench.settings(fake.url(), TwilioBench.PUBLIC);
  }

  @BeforeEach
  void keys() {
    BodySeal.createKeys(home.resolve("keys"));
    catchUp.ask();
    media.fetchAll();
  }

  @AfterAll
  void stop() {
    fake.close();
  }

  private FakeMessage kept(String body, FakeMedia... pictures) {
    return fake.text(null, LAN, TwilioBench.HOTLINE, body, List.of(pictures), Map.of()).message();
  }

  private long stored(FakeMessage message) {
    return sql.number(
        "SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '" + message.sid() + "'");
  }

  private String mediaState(FakeMessage message) {
    return sql.text(
        "SELECT string_agg(m.state || ' ' || coalesce(m.error_code, '-'), ',' ORDER BY m.number)"
            + " FROM sms.inbound_media m JOIN sms.inbound i ON i.id = m.inbound_id"
            + " WHERE i.provider_msg_id = '"
            + message.sid()
            + "'");
  }

  @Test
  void what_no_call_brought_is_taken_once() {
    FakeMessage missed = kept("Không ai gọi");
    assertThat(catchUp.ask()).isEqualTo(1);
    assertThat(catchUp.ask()).isZero();
    assertThat(stored(missed)).isEqualTo(1);
  }

  @Test
  void what_a_call_brought_is_left_alone() {
    FakeMessage brought = kept("Đã gọi");
    desk.accept(
        new ReceivedSms(
            "twilio",
            brought.sid(),
            new PhoneNumber(LAN),
            brought.to(),
            brought.body(),
            brought.createdAt()));
    assertThat(catchUp.ask()).isZero();
    assertThat(stored(brought)).isEqualTo(1);
  }

  @Test
  void all_pages_are_read_and_nothing_that_is_not_for_our_number() {
    for (int i = 0; i < 1_100; i++) {
      kept("Nhiều " + i);
    }
    FakeMessage other =
        fake.text(null, LAN, "+12025550199", "Số khác", List.of(), Map.of()).message();
    assertThat(catchUp.ask()).isEqualTo(1_100);
    assertThat(stored(other)).isZero();
  }

  @Test
  void after_a_failure_the_next_question_goes_back_as_far() {
    sql.run("ALTER TABLE sms.inbound ADD CONSTRAINT never CHECK (false) NOT VALID");
    FakeMessage missed;
    try {
      missed = kept("Chưa ghi được");
      assertThat(catchUp.ask()).isZero();
    } finally {
      sql.run("ALTER TABLE sms.inbound DROP CONSTRAINT never");
    }
    assertThat(catchUp.ask()).isEqualTo(1);
    assertThat(stored(missed)).isEqualTo(1);
  }

  @Test
  void a_message_that_cannot_be_taken_stands_in_the_way_of_no_other() {
    FakeMessage spoilt = kept("Không ghi được");
    FakeMessage other = kept("Ghi được");
    sql.run(
        "ALTER TABLE sms.inbound ADD CONSTRAINT spoilt CHECK (provider_msg_id <> '"
            + spoilt.sid()
            + "') NOT VALID");
    try {
      assertThat(catchUp.ask()).isEqualTo(1);
    } finally {
      sql.run("ALTER TABLE sms.inbound DROP CONSTRAINT spoilt");
    }
    assertThat(stored(other)).isEqualTo(1);
    assertThat(catchUp.ask()).as("asked for again").isEqualTo(1);
    assertThat(stored(spoilt)).isEqualTo(1);
  }

  @Test
  void a_number_that_cannot_be_asked_about_stands_in_the_way_of_no_other() {
    FakeMessage missed = kept("Số sau");
    String typo = "+12025550000";
    HttpClient real =
        new SendOnceHttp(
            TwilioBench.account(fake.url()), TwilioBench.PATIENT, java.time.Clock.systemUTC());
    HttpClient http =
        new HttpClient() {
          @Override
          public Response makeRequest(Request request) {
            if (request.getQueryParams().getOrDefault("To", List.of()).contains(typo)) {
              throw new CallFailed(CallFailed.Kind.REJECTED, "21211", Duration.ZERO);
            }
            return real.makeRequest(request);
          }
        };
    assertThat(catchUp(http, List.of(typo, TwilioBench.HOTLINE), Duration.ofDays(7)).ask())
        .isEqualTo(1);
    assertThat(stored(missed)).isEqualTo(1);
  }

  @Test
  void the_first_question_goes_back_a_week_and_never_behind_what_the_ledger_keeps() {
    assertThat(inboundSettings.lookBack()).isEqualTo(Duration.ofDays(7));
    assertThatThrownBy(() -> catchUp(null, List.of("+12025550138"), Duration.ofDays(30)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tinbao.sms.twilio.look-back");
  }

  @Test
  void without_a_number_to_ask_for_the_start_warns() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(TwilioCatchUp.class);
    logger.addAppender(log);
    try {
      new TwilioCatchUp(
              null,
              null,
              new TwilioSenders(TwilioBench.SERVICE, null, null),
              null,
              null,
              inboundSettings,
              retention,
              new SimpleMeterRegistry(),
              java.time.Clock.systemUTC())
          .start(null);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .asString()
        .contains("tinbao.sms.twilio.numbers");
  }

  private TwilioCatchUp catchUp(HttpClient http, List<String> numbers, Duration lookBack) {
    return new TwilioCatchUp(
        http == null
            ? null
            : new TwilioRestClient.Builder(
                    TwilioBench.ACCOUNT.apiKey(), TwilioBench.ACCOUNT.apiSecret())
                .accountSid(TwilioBench.ACCOUNT.sid())
                .httpClient(http)
                .build(),
        TwilioBench.account(fake.url()),
        new TwilioSenders(TwilioBench.SERVICE, null, null),
        inbox,
        names,
        new TwilioInboundSettings(
            numbers,
            Duration.ofMinutes(1),
            lookBack,
            Duration.ofMinutes(10),
            List.of("twilio.com"),
            true),
        retention,
        new SimpleMeterRegistry(),
        java.time.Clock.systemUTC());
  }

  @Test
  void pictures_are_fetched_with_our_password_and_deleted_there() {
    FakeMessage message =
        kept(
            "",
            FakeTwilio.media("image/jpeg", new byte[] {1, 2, 3}),
            FakeTwilio.media("image/png", new byte[] {4}));
    catchUp.ask();
    assertThat(mediaState(message)).isEqualTo("WAITING -,WAITING -");
    media.fetchAll();
    assertThat(mediaState(message)).isEqualTo("FETCHED -,FETCHED -");
    assertThat(fake.messages().get(message.sid()).orElseThrow().media()).isEmpty();
  }

  @Test
  void a_picture_that_is_too_large_is_given_up_and_stays_there() {
    FakeMessage message = kept("", FakeTwilio.media("image/jpeg", new byte[100_001]));
    catchUp.ask();
    media.fetchAll();
    assertThat(mediaState(message)).isEqualTo("FAILED TOO_LARGE");
    assertThat(fake.messages().get(message.sid()).orElseThrow().media()).hasSize(1);
  }

  @Test
  void a_picture_that_is_not_there_is_asked_for_again_later() {
    FakeMessage message = kept("", FakeTwilio.media("image/jpeg", new byte[] {1}));
    catchUp.ask();
    String url =
        fake.url()
            + "/2010-04-01/Accounts/"
            + TwilioBench.ACCOUNT.sid()
            + "/Messages/MM00000000000000000000000000000000/Media/ME00000000000000000000000000000000";
    FakeMessage odd = arrived(url);
    media.fetchAll();
    assertThat(mediaState(odd)).isEqualTo("WAITING HTTP_404");
    assertThat(mediaState(message)).isEqualTo("FETCHED -");
  }

  /**
   * A stranger who can sign nothing, but whose address reached us, gets neither call nor password.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%1$d/2010-04-01/Accounts/%2$s/Messages/MM1/Media/ME1",
        "http://twilio.com@127.0.0.1:%1$d/2010-04-01/Accounts/%2$s/Messages/MM1/Media/ME1",
        "file:///etc/passwd",
        "http://[::1]:%1$d/",
        "no address",
        "",
        "https://api.twilio.com.example.vn/2010-04-01/Accounts/%2$s/Messages/MM1/Media/ME1"
      })
  void an_address_that_is_not_of_our_account_is_never_asked(String address) throws Exception {
    try (Stranger stranger = new Stranger()) {
      FakeMessage message =
          arrived(String.format(address, stranger.port(), TwilioBench.ACCOUNT.sid()));
      media.fetchAll();
      assertThat(mediaState(message)).isEqualTo("FAILED FOREIGN_ADDRESS");
      assertThat(stranger.calls()).isZero();
    }
  }

  @Test
  void being_sent_on_to_somebody_else_ends_it() throws Exception {
    try (Stranger stranger = new Stranger()) {
      for (String to :
          List.of(
              "http://127.0.0.1:" + stranger.port() + "/x",
              "https://127.0.0.1:" + stranger.port() + "/x",
              "https://eviltwilio.com:" + stranger.port() + "/x",
              "https://twilio.com@127.0.0.1:" + stranger.port() + "/x",
              "/relative")) {
        FakeMessage message = kept("", FakeTwilio.mediaAt(to));
        catchUp.ask();
        media.fetchAll();
        assertThat(mediaState(message)).as(to).isEqualTo("FAILED FOREIGN_ADDRESS");
      }
      assertThat(stranger.calls()).isZero();
    }
  }

  private FakeMessage arrived(String url) {
    FakeMessage message = kept("ảnh");
    desk.accept(
        new ReceivedSms(
            "twilio",
            message.sid(),
            new PhoneNumber(LAN),
            message.to(),
            message.body(),
            message.createdAt(),
            null,
            List.of(new ReceivedSms.Media(url, "image/jpeg"))));
    return message;
  }

  /** Counts who comes. */
  private static final class Stranger implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Stranger() throws Exception {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (var client = socket.accept()) {
                      calls.incrementAndGet();
                      client
                          .getOutputStream()
                          .write(
                              "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
                                  .getBytes(StandardCharsets.US_ASCII));
                    }
                  }
                } catch (java.io.IOException closed) {
                  // the end
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return socket.getLocalPort();
    }

    int calls() {
      return calls.get();
    }

    @Override
    public void close() throws Exception {
      socket.close();
    }
  }
}
