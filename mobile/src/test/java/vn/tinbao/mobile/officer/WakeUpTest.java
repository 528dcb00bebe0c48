package vn.tinbao.mobile.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.platform.PhonePush;
import vn.tinbao.mobile.platform.SharedPush;
import vn.tinbao.mobile.shell.Background;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.testing.FakeServer;

/** Who may know how a phone is woken, and when it is told. */
class WakeUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private final List<Consumer<PhonePush.Address>> asked = new CopyOnWriteArrayList<>();

  /** One thread, as the screen has: what happens on it happens one after the other. */
  private final ExecutorService screen = Executors.newSingleThreadExecutor();

  private final Background background = new Background(screen, () -> {});
  private OfficerLife life;

  private final PhonePush push =
      new PhonePush() {
        @Override
        public boolean exists() {
          return true;
        }

        @Override
        public void onAddress(Consumer<Address> listener) {
          asked.add(listener);
        }

        @Override
        public void onWake(Runnable listener) {
          // Nobody wakes it here.
        }
      };

  @AfterEach
  void stop() {
    background.close();
    life.close();
    server.close();
    screen.shutdown();
  }

  private void onScreen(Runnable work) {
    CompletableFuture.runAsync(work, screen).join();
  }

  @Test
  void only_for_a_signed_in_officer_and_once_for_each_address() {
    Api api =
        new Api(
            new Http(
                server::uri,
                () -> "vi",
                new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20))));
    life =
        new OfficerLife(
            home.resolve("officer"),
            Vault.open(home.resolve("phone")),
            api,
            (token, listener) -> () -> {},
            Clock.systemUTC(),
            new Duty.Pace(
                Duration.ofHours(1), new Backoff(Duration.ofMillis(20), Duration.ofMillis(200))),
            screen,
            System::nanoTime,
            vn.tinbao.mobile.platform.Capture.NONE,
            new FilesUnderway());
    onScreen(() -> new WakeUp(life, api, background).start(new SharedPush(push)));
    assertThat(asked).as("a citizen's phone asks nobody for an address").isEmpty();
    life.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
    life.choosePin("730512".toCharArray());
    await().atMost(PATIENCE).until(() -> !asked.isEmpty());
    assertThat(asked).hasSize(1);
    onScreen(() -> asked.get(0).accept(new PhonePush.Address("fcm", "first")));
    await().atMost(PATIENCE).until(() -> server.addresses().contains("fcm first"));
    onScreen(() -> asked.get(0).accept(new PhonePush.Address("fcm", "first")));
    onScreen(() -> asked.get(0).accept(new PhonePush.Address("fcm", "second")));
    await().atMost(PATIENCE).until(() -> server.addresses().contains("fcm second"));
    assertThat(server.addresses()).containsExactly("fcm first", "fcm second");
    assertThat(new PhonePush.Address("fcm", "secret").toString()).doesNotContain("secret");
  }
}
