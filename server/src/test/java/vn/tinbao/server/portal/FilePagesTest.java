package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.attachment.Attachment;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;

@MicronautTest(transactional = false)
@Property(name = "tinbao.attachment.most-bytes", value = "1MB")
@Property(name = "tinbao.attachment.most-files", value = "3")
@Property(name = "tinbao.attachment.cleaner", value = "false")
class FilePagesTest {
  @Inject EmbeddedServer server;
  @Inject TipIntake intake;
  @Inject Attachments attachments;

  private final ByteArrayOutputStream form = new ByteArrayOutputStream();
  private TipReceipt tip;

  @BeforeEach
  void report() {
    tip = Tips.submit(intake, "có người rủ cháu đi làm xa");
  }

  @Test
  void files_are_taken_without_javascript_and_stand_in_the_dialogue() {
    HttpResponse<String> answer =
        field("code", tip.code().grouped())
            .file("ảnh \"xe\".jpg", bytes(700_000))
            .file("b.pdf", bytes(10))
            .send();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body())
        .contains("Đã nhận tệp của bạn", "ảnh xe.jpg", "b.pdf")
        .contains("Tệp (2)");
    List<Attachment> stored = attachments.ofTip(tip.id());
    assertThat(stored).extracting(Attachment::length).containsExactly(700_000L, 10L);
    assertThat(stored).extracting(Attachment::state).containsOnly(Attachment.State.WAITING);

    String dialogue = new Surfer(server).post("/follow", "code", tip.code().grouped()).body();
    assertThat(dialogue).contains("b.pdf", "đã nhận");
    String api =
        new Surfer(server)
            .send(
                new Surfer(server)
                    .request("/api/v1/follow")
                    .header("Receipt-Code", tip.code().grouped()))
            .body();
    assertThat(api).contains("\"name\":\"b.pdf\"", "\"complete\":true", "\"length\":700000");
  }

  @Test
  void a_bad_file_loses_neither_the_others_nor_the_report() {
    HttpResponse<String> answer =
        field("code", tip.code().grouped())
            .file("to.mp4", bytes(1_500_000))
            .file("trong.txt", new byte[0])
            .file("tot.jpg", bytes(20))
            .send();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body())
        .contains("Chỉ nhận được một phần", "Tệp lớn hơn 1 MB", "Tệp trống", "không mất");
    assertThat(attachments.ofTip(tip.id()))
        .singleElement()
        .satisfies(file -> assertThat(file.name()).isEqualTo("tot.jpg"));
  }

  @Test
  void more_files_than_allowed_are_named_one_by_one() {
    field("code", tip.code().grouped());
    for (int i = 0; i < 5; i++) {
      file(i + ".txt", bytes(5));
    }
    HttpResponse<String> answer = send();

    assertThat(answer.body().split("tối đa 3 tệp", -1)).hasSize(3);
    assertThat(attachments.ofTip(tip.id())).hasSize(3);
  }

  @Test
  void a_form_that_breaks_off_leaves_no_piece_behind() {
    field("code", tip.code().grouped()).file("a.bin", bytes(600_000));
    byte[] whole = form.toByteArray();
    HttpResponse<String> answer =
        send(java.util.Arrays.copyOf(whole, 400_000), "multipart/form-data; boundary=ranh");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Tin của bạn vẫn được giữ");
    assertThat(attachments.ofTip(tip.id())).isEmpty();
  }

  @Test
  void a_wrong_code_takes_nothing_and_tells_nothing() {
    HttpResponse<String> answer =
        field("code", "12345678901234567894").file("a.txt", bytes(300_000)).send();

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("không mở được tin nào");
    form.reset();
    assertThat(file("a.txt", bytes(5)).field("code", tip.code().grouped()).send().statusCode())
        .isEqualTo(404);
  }

  @Test
  void without_a_file_the_page_asks_for_one() {
    HttpResponse<String> answer = field("code", tip.code().grouped()).file("", new byte[0]).send();

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Hãy chọn ít nhất một tệp");
  }

  @Test
  void spoilt_forms_are_answered_with_what_to_do() {
    for (String type :
        List.of(
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\u0020")) {
      assertThat(send("x".getBytes(StandardCharsets.UTF_8), type).statusCode())
          .as(type)
          .isIn(400, 415);
    }
    for (String body : List.of("", "--ranh", "--ranh--", "rác--ranh\r\n\r\n", "--ranh\r\n\r\nx")) {
      assertThat(
              send(body.getBytes(StandardCharsets.UTF_8), "multipart/form-data; boundary=ranh")
                  .statusCode())
          .as(body)
          .isIn(400, 404);
    }
    assertThat(attachments.ofTip(tip.id())).isEmpty();
  }

  @Test
  void another_site_cannot_send_files_for_somebody() {
    field("code", tip.code().grouped()).file("a.txt", bytes(5));
    Surfer surfer = new Surfer(server);
    HttpResponse<String> answer =
        surfer.send(
            surfer
                .request("/follow/files")
                .header("Content-Type", "multipart/form-data; boundary=ranh")
                .header("Origin", "https://example.com")
                .POST(HttpRequest.BodyPublishers.ofByteArray(end())));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(attachments.ofTip(tip.id())).isEmpty();
  }

  private FilePagesTest field(String name, String value) {
    part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** As browsers write it: a quotation mark in a name is %22. */
  private FilePagesTest file(String name, byte[] bytes) {
    part(
        "name=\"files\"; filename=\""
            + name.replace("\"", "%22")
            + "\"\r\nContent-Type: application/octet-stream",
        bytes);
    return this;
  }

  private void part(String disposition, byte[] bytes) {
    form.writeBytes(
        ("--ranh\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(bytes);
    form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private byte[] end() {
    form.writeBytes("--ranh--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  private HttpResponse<String> send() {
    return send(end(), "multipart/form-data; boundary=ranh");
  }

  private HttpResponse<String> send(byte[] body, String type) {
    Surfer surfer = new Surfer(server);
    return surfer.send(
        surfer
            .request("/follow/files")
            .header("Content-Type", type)
            .header("Origin", server.getURI().toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
