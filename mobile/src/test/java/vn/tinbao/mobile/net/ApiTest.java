package vn.tinbao.mobile.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.mobile.net.wire.Dialogue;
import vn.tinbao.mobile.net.wire.NewMessage;
import vn.tinbao.mobile.net.wire.SignIn;
import vn.tinbao.mobile.net.wire.SignedIn;
import vn.tinbao.mobile.net.wire.TipReceipt;
import vn.tinbao.mobile.net.wire.TipRequest;
import vn.tinbao.mobile.testing.FakeServer;

class ApiTest {
  private static final Api.Phone PHONE =
      new Api.Phone("0190dddd-0000-7000-8000-000000000001", "a2V5", "d");
  private static final String ID = "0190cccc-0000-7000-8000-000000000001";

  private final FakeServer server = new FakeServer();
  private final Api api = api(server.uri());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_tip_is_answered_with_its_receipt_and_fields_of_later_servers_do_no_harm() {
    TipReceipt receipt = api.report(tip("chuyện")).toOptional().orElseThrow();
    assertThat(receipt.id()).isEqualTo(ID);
    assertThat(receipt.leadAgency()).isEqualTo("Công an xã Bình Trung");
    assertThat(receipt.receivedAt()).isEqualTo(Instant.parse("2026-11-22T01:30:00Z"));
    assertThat(receipt.hotline().number()).isEqualTo("111");
  }

  @Test
  void what_was_not_said_is_not_sent() {
    api.report(tip("chuyện"));
    assertThat(server.seen("POST", "/tips").get(0).body())
        .containsOnlyKeys("id", "replayKey", "narrative", "language", "immediateDanger");
  }

  @Test
  void a_refusal_is_a_sentence_with_what_is_wrong_in_each_field() {
    Answer<TipReceipt> answer = api.report(tip("KHONG-HOP-LE"));
    assertThat(answer)
        .isEqualTo(new Answer.Refused<>(400, "Tin chưa hợp lệ.\nHãy kể chuyện xảy ra."));
  }

  @Test
  void the_same_id_with_another_key_is_refused() {
    api.report(tip("chuyện"));
    Answer<TipReceipt> answer =
        api.report(new TipRequest(ID, "other", "x", null, null, null, "vi", false, null, null));
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused<?>) answer).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @EnumSource(FakeServer.Fault.class)
  void nothing_that_goes_wrong_on_the_way_is_taken_for_an_answer(FakeServer.Fault fault) {
    // Twice: Java repeats a POST by itself once when a connection is cut.
    server.next(fault, fault);
    assertThat(api(server.uri(), Duration.ofMillis(400)).report(tip("chuyện")))
        .isInstanceOf(Answer.Later.class);
  }

  @Test
  void a_busy_server_says_how_long_to_wait() {
    server.next(FakeServer.Fault.BUSY_503);
    assertThat(api.report(tip("chuyện")))
        .isEqualTo(new Answer.Later<>(Duration.ofSeconds(1), "Máy chủ đang bận."));
  }

  @Test
  void nobody_there_is_later() {
    Api nowhere = api(URI.create("http://127.0.0.1:1"));
    assertThat(nowhere.report(tip("chuyện"))).isEqualTo(new Answer.Later<>(null, null));
    Api nonsense = api(URI.create("ftp://127.0.0.1"));
    assertThat(nonsense.report(tip("chuyện"))).isEqualTo(new Answer.Later<>(null, null));
  }

  @Test
  void the_code_opens_the_dialogue_and_a_message_sent_twice_is_one_message() {
    String code = api.report(tip("chuyện")).toOptional().orElseThrow().receiptCode();
    NewMessage message = new NewMessage("0190cccc-0000-7000-8000-000000000002", "Xe màu trắng");
    api.write(code, message);
    api.write(code, message);
    server.staffAnswers("Cảm ơn bạn.");
    Dialogue dialogue = api.follow(code).toOptional().orElseThrow();
    assertThat(dialogue.messages().subList(1, 3))
        .extracting("text")
        .containsExactly("Xe màu trắng", "Cảm ơn bạn.");
    assertThat(dialogue.messages().get(1).fromReporter()).isTrue();
    assertThat(api.follow("00000000000000000000"))
        .isEqualTo(new Answer.Refused<>(404, "Không tìm thấy."));
  }

  @Test
  void units_are_searched_by_what_was_typed_whatever_the_letters() {
    assertThat(api.units("bình & trung", 5).toOptional().orElseThrow())
        .extracting("code")
        .containsExactly("06337", "26557");
    assertThat(server.seen("GET", "/units").get(0).query())
        .isEqualTo("q=b%C3%ACnh+%26+trung&limit=5");
  }

  @Test
  void hotlines_come_with_what_is_known_of_them() {
    assertThat(api.hotlines(null).toOptional().orElseThrow())
        .extracting("number", "free")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("111", true),
            org.assertj.core.groups.Tuple.tuple("0694149315", null));
  }

  @Test
  void signing_in_gives_a_token_and_wrong_words_a_sentence() {
    SignedIn in =
        api.signIn(new SignIn(FakeServer.USERNAME, FakeServer.PASSWORD, FakeServer.TOTP, "d"))
            .toOptional()
            .orElseThrow();
    assertThat(api.news(in.token(), PHONE, null)).isInstanceOf(Answer.Ok.class);
    assertThat(api.signIn(new SignIn("x", "y", "z", "d")))
        .isEqualTo(new Answer.Refused<>(401, "Tên, mật khẩu hoặc mã xác thực không đúng."));
    api.signOut(in.token());
    assertThat(api.news(in.token(), PHONE, null)).isInstanceOf(Answer.Refused.class);
  }

  private static TipRequest tip(String narrative) {
    return new TipRequest(ID, "a2V5", narrative, null, null, null, "vi", false, null, null);
  }

  private static Api api(URI server) {
    return api(server, Duration.ofSeconds(20));
  }

  private static Api api(URI server, Duration answer) {
    return new Api(
        new Http(() -> server, () -> "vi", new Http.Limits(Duration.ofSeconds(20), answer)));
  }
}
