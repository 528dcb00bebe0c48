package vn.tinbao.mobile.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.testing.FakeServer;

class EventStreamTest {
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(10), Duration.ofMillis(50));

  private final FakeServer server = new FakeServer();
  private final Api api =
      new Api(
          new Http(
              server::uri,
              () -> "vi",
              new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20))));
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private String token;
  private EventStream stream;

  private final EventStream.Listener listener =
      new EventStream.Listener() {
        @Override
        public void connected() {
          heard.add("connected");
        }

        @Override
        public void event(String type, String data) {
          heard.add(type);
        }

        @Override
        public void lost() {
          heard.add("lost");
        }

        @Override
        public void denied() {
          heard.add("denied");
        }
      };

  @BeforeEach
  void signIn() {
    token =
        api.signIn(new SignIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP, "d"))
            .toOptional()
            .orElseThrow()
            .token();
  }

  @AfterEach
  void stop() {
    stream.close();
    server.close();
  }

  @Test
  void an_event_arrives_and_a_heartbeat_is_none() {
    listen(Duration.ofSeconds(20));
    server.heartbeat();
    server.hint();
    await().until(() -> heard.contains("assignment"));
    assertThat(heard).containsExactly("connected", "assignment");
  }

  @Test
  void a_lost_connection_comes_back_by_itself_and_says_so() {
    listen(Duration.ofSeconds(20));
    server.dropStreams();
    await().until(() -> count("connected") == 2);
    await().until(() -> server.listeners() == 1);
    server.hint();
    await().until(() -> heard.contains("assignment"));
    assertThat(heard).containsExactly("connected", "lost", "connected", "assignment");
  }

  @Test
  void a_connection_that_died_silently_is_given_up_after_the_heartbeats_stopped() {
    listen(Duration.ofSeconds(1));
    await().until(() -> count("connected") >= 2);
    assertThat(heard).startsWith("connected", "lost", "connected");
  }

  @Test
  void a_server_that_is_down_is_tried_until_it_is_back() throws InterruptedException {
    listen(Duration.ofSeconds(20));
    server.down(true);
    await().until(() -> count("lost") >= 3);
    server.down(false);
    await().until(() -> count("connected") == 2);
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(count("connected")).isEqualTo(2);
  }

  @Test
  void a_wifi_log_in_page_is_no_stream() {
    server.next(FakeServer.Fault.CAPTIVE_PORTAL);
    listen(Duration.ofSeconds(20));
    assertThat(heard).startsWith("lost", "connected");
  }

  @Test
  void an_ended_session_is_denied_and_the_stream_waits_to_be_closed() {
    server.endSessions();
    stream = api.events(token, listener, new EventStream.Pace(Duration.ofSeconds(5), QUICK));
    stream.start();
    await().until(() -> count("denied") >= 2);
    stream.close();
    assertThat(heard).doesNotContain("connected");
  }

  @Test
  void nothing_is_heard_after_closing() throws InterruptedException {
    listen(Duration.ofSeconds(20));
    stream.close();
    server.hint();
    server.dropStreams();
    TimeUnit.MILLISECONDS.sleep(150);
    assertThat(heard).containsExactly("connected");
  }

  private void listen(Duration silence) {
    stream = api.events(token, listener, new EventStream.Pace(silence, QUICK));
    stream.start();
    await().until(() -> heard.contains("connected") && server.listeners() > 0);
  }

  private long count(String what) {
    return heard.stream().filter(what::equals).count();
  }
}
