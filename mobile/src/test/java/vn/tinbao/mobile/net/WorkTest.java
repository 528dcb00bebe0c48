package vn.tinbao.mobile.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.mobile.net.wire.Challenge;
import vn.tinbao.mobile.net.wire.NewMessage;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.testing.FakeServer;

class WorkTest {
  private static final String ID = "0190cccc-0000-7000-8000-000000000001";
  private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final FakeServer server = new FakeServer();

  @AfterEach
  void stop() {
    server.close();
  }

  /** The server's own test (PuzzleTest) has the same example. */
  @Test
  void the_phone_computes_what_the_server_computes() {
    Work work =
        new Work(
            new Challenge("AQAJahl8QAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk", 4, 8, FAR),
            "019a1111-0000-7000-8000-000000000001");
    assertThat(work.goOn(PATIENT)).isTrue();
    assertThat(work.solution())
        .isEqualTo("AQAJahl8QAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBk.283,100,5,88");
  }

  @Test
  void a_report_a_message_and_a_look_up_get_in_with_the_work_done() {
    Api api = api(PATIENT);
    server.askForWork(6);
    TipReceipt receipt = api.report(tip()).toOptional().orElseThrow();
    api.write(receipt.receiptCode(), new NewMessage(ID.replace('1', '2'), "Xe màu trắng"))
        .toOptional()
        .orElseThrow();
    assertThat(api.follow(receipt.receiptCode()).toOptional().orElseThrow().messages()).hasSize(2);
    assertThat(server.workAsked()).isEqualTo(3);
  }

  @Test
  void work_that_is_too_long_for_one_stretch_goes_on_at_the_next_try() {
    Api api = api(Duration.ofMillis(20));
    server.askForWork(12);
    Answer<TipReceipt> first = api.report(tip());
    assertThat(first).isInstanceOf(Answer.Later.class);
    assertThat(((Answer.Later<?>) first).notBefore()).isEqualTo(Duration.ofSeconds(2));
    int tries = 1;
    while (api.report(tip()) instanceof Answer.Later) {
      assertThat(tries++).isLessThan(5_000);
    }
    assertThat(server.tips()).hasSize(1);
    assertThat(server.workAsked()).isEqualTo(1);
  }

  @Test
  void a_solution_whose_answer_was_lost_is_sent_again_and_not_computed_again() {
    Api api = api(PATIENT);
    server.askForWork(4);
    server.failAfterNext(FakeServer.Fault.ERROR_500);
    assertThat(api.report(tip())).isInstanceOf(Answer.Later.class);
    assertThat(api.report(tip())).isInstanceOf(Answer.Ok.class);
    assertThat(server.workAsked()).isEqualTo(1);
  }

  @Test
  void nobody_makes_a_phone_compute_for_long() {
    Api api = api(PATIENT);
    server.askForWork(25);
    assertThat(api.report(tip())).isInstanceOf(Answer.Later.class);
    assertThat(server.workAsked()).isEqualTo(1);
    for (Challenge greedy :
        new Challenge[] {
          new Challenge("c", 32, 17, FAR),
          new Challenge("c", 100_000, 1, FAR),
          new Challenge("c", -1, 1, FAR),
          new Challenge("c", 1, -1, FAR),
          new Challenge("c".repeat(10_000), 1, 1, FAR)
        }) {
      assertThat(Work.isReasonable(greedy)).as(greedy.toString()).isFalse();
    }
    assertThat(Work.isReasonable(new Challenge("c", 32, 12, FAR))).isTrue();
  }

  @Test
  void a_phone_whose_clock_is_fast_does_the_work_all_the_same() {
    Challenge overByThisClock = new Challenge("c", 2, 4, Instant.EPOCH);
    assertThat(new Workshop(PATIENT).asked("s", overByThisClock)).isPresent();
  }

  private static TipRequest tip() {
    return new TipRequest(ID, "a2V5", "chuyện", null, null, null, "vi", false, null, null);
  }

  private Api api(Duration stretch) {
    URI uri = server.uri();
    return new Api(
        new Http(
            () -> uri, () -> "vi", new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20))),
        stretch);
  }
}
