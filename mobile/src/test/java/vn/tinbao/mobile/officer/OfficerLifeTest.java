package vn.tinbao.mobile.officer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.net.Api;
import vn.tinbao.mobile.net.Http;
import vn.tinbao.mobile.store.Backoff;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.testing.FakeServer;

/** The officer's things without a screen: the phone sleeps, tasks go while words are typed. */
class OfficerLifeTest {
  private static final String PIN = "730512";
  private static final String GONE = "0190dddd-0000-7000-8000-000000000009";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;
  private final FakeServer server = new FakeServer();
  private volatile Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private OfficerLife life;

  @BeforeEach
  void signIn() {
    life =
        new OfficerLife(
            home.resolve("officer"),
            Vault.open(home.resolve("phone")),
            new Api(
                new Http(
                    server::uri,
                    () -> "vi",
                    new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20)))),
            (token, listener) -> () -> {},
            ((InstantSource) () -> now).withZone(ZoneOffset.UTC),
            new Duty.Pace(
                Duration.ofHours(1), new Backoff(Duration.ofMillis(20), Duration.ofMillis(200))),
            Runnable::run,
            () -> 7,
            vn.tinbao.mobile.platform.Capture.NONE,
            new FilesUnderway());
    assertThat(signedIn()).isInstanceOf(SignInResult.ChoosePin.class);
    life.choosePin(PIN.toCharArray());
  }

  @AfterEach
  void stop() {
    life.close();
    server.close();
  }

  private SignInResult signedIn() {
    return life.signIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP);
  }

  private Duty duty() {
    return life.duty().orElseThrow();
  }

  @Test
  void a_phone_that_slept_asks_for_the_pin_though_its_other_clock_stood_still() {
    life.lockIfIdle();
    assertThat(life.gate()).isEqualTo(OfficerLife.Gate.OPEN);
    now = now.plus(OfficerLife.IDLE).plusMillis(1);
    life.lockIfIdle();
    assertThat(life.gate()).isEqualTo(OfficerLife.Gate.PIN);
    life.unlock(PIN.toCharArray());
    assertThat(life.gate()).isEqualTo(OfficerLife.Gate.OPEN);
    now = now.minus(Duration.ofHours(1));
    life.lockIfIdle();
    assertThat(life.gate()).isEqualTo(OfficerLife.Gate.PIN);
  }

  @Test
  void a_locked_screen_is_opened_without_touching_what_is_being_written() throws IOException {
    Path beingWritten = home.resolve("officer/records/" + "0".repeat(32) + ".tmp");
    Files.write(beingWritten, new byte[1]);
    Duty before = duty();
    life.lockScreen();
    assertThat(life.unlock("111222".toCharArray())).isEqualTo(new Unlocking.Wrong(9));
    assertThat(life.unlock(PIN.toCharArray())).isInstanceOf(Unlocking.Opened.class);
    assertThat(life.gate()).isEqualTo(OfficerLife.Gate.OPEN);
    assertThat(beingWritten).exists();
    assertThat(duty()).isSameAs(before);
    assertThat(before.officer()).isPresent();
    before.keepNote(GONE, TaskAction.REPORT, "vẫn ghi được");
    before.flush();
    assertThat(before.noteDraft(GONE, TaskAction.REPORT)).isEqualTo("vẫn ghi được");
  }

  @Test
  void another_officer_does_not_erase_words_that_were_only_typed() {
    String task = server.offer("Bến xe", "Chuyện");
    assertThat(duty().hasWork()).isFalse();
    duty().keepNote(task, TaskAction.REPORT, "Hai cháu");
    assertThat(duty().hasWork()).isTrue();
    duty().keepNote(task, TaskAction.REPORT, "");
    assertThat(duty().hasWork()).isFalse();
    duty().reports().type(task, "notes", "Hai cháu gái");
    assertThat(duty().hasWork()).isTrue();
    assertThat(duty().losses()).isEqualTo(1);
    server.signInAs("0190aaaa-0000-7000-8000-000000000002");
    assertThat(signedIn()).isInstanceOf(SignInResult.SomebodyElse.class);
    assertThat(duty().reports().values(task)).containsEntry("notes", "Hai cháu gái");
  }

  @Test
  void words_for_a_task_that_went_meanwhile_become_an_operation_or_are_shown() {
    server.down(true);
    duty().act(GONE, TaskAction.EN_ROUTE, null);
    assertThat(duty().unsent()).as("no words, no task").isZero();
    duty().act(GONE, TaskAction.REPORT, "Đã đến nơi");
    duty().act(GONE, TaskAction.REPORT, "Đã đến nơi");
    assertThat(duty().stranded()).extracting(Task.Refused::note).containsExactly("Đã đến nơi");
    duty().reports().type(GONE, "notes", "viết sau khi bị thu hồi");
    duty().keepNote(GONE, TaskAction.DECLINE, "ốm");
    duty().flush();
    var typed = duty().stranded().stream().filter(Task.Refused::onlyTyped).toList();
    assertThat(typed).hasSize(2);
    assertThat(typed.get(0).fields()).containsEntry("notes", "viết sau khi bị thu hồi");
    assertThat(typed.get(1).note()).isEqualTo("ốm");
    typed.forEach(words -> duty().dismiss(words.operationId()));
    assertThat(duty().stranded()).extracting(Task.Refused::note).containsExactly("Đã đến nơi");
  }

  @Test
  void an_operation_stays_until_what_it_led_to_is_on_the_phone() {
    String task = server.offer("Bến xe", "Chuyện kể sau khi nhận");
    duty().sync();
    await().atMost(PATIENCE).until(() -> duty().find(task).isPresent());
    server.failAfterNext(FakeServer.Fault.ERROR_500);
    duty().act(task, TaskAction.ACCEPT, null);
    await().atMost(PATIENCE).until(() -> duty().unsent() == 0);
    assertThat(duty().find(task).orElseThrow().doc().narrative())
        .isEqualTo("Chuyện kể sau khi nhận");
    assertThat(server.applied()).containsExactly("ACCEPT");
  }
}
