package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.attachment.most-bytes", value = "3MB")
@Property(name = "tinbao.attachment.most-files", value = "4")
@Property(name = "tinbao.attachment.most-bytes-of-tip", value = "5MB")
@Property(name = "tinbao.attachment.cleaner", value = "false")
class TusApiTest {
  @Inject EmbeddedServer server;
  @Inject TipIntake intake;
  @Inject TipDesk desk;
  @Inject Attachments attachments;
  @Inject AttachmentRows rows;
  @Inject Chunks chunks;
  @Inject TestSql database;

  private TipReceipt tip;
  private TusClient client;
  private UUID id;

  @BeforeEach
  void report() {
    tip = Tips.submit(intake, "ở xã Khánh Khê có người lạ rủ đi làm xa");
    client = new TusClient(server, tip.code().grouped());
    id = UuidCreator.getTimeOrderedEpoch();
  }

  @Test
  void a_file_in_three_runs_is_stored_as_it_was_with_its_hash() throws Exception {
    byte[] file = bytes(700_001);
    HttpResponse<String> begun = client.begin(id, "ảnh chụp.jpg", file.length);
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(begun.headers().firstValue("Location")).contains(TusApi.PATH + "/" + id);
    assertThat(begun.headers().firstValue("Tus-Resumable")).contains("1.0.0");

    long at = 0;
    for (int length : new int[] {100_000, 400_000, 200_001}) {
      HttpResponse<String> added =
          client.add(id, at, Arrays.copyOfRange(file, (int) at, (int) at + length));
      assertThat(added.statusCode()).isEqualTo(204);
      at += length;
      assertThat(TusClient.offset(added)).isEqualTo(at);
      assertThat(TusClient.offset(client.standing(id))).isEqualTo(at);
    }

    AttachmentRows.Row row = rows.byId(id).orElseThrow();
    TipKey key = desk.key(tip.id());
    assertThat(row.state()).isEqualTo(Attachment.State.WAITING);
    assertThat(read(row)).isEqualTo(file);
    assertThat(key.openBytes(row.digest(), Attachments.DIGEST, id))
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(file));
    assertThat(attachments.ofTip(tip.id()))
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo("ảnh chụp.jpg"));
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.attachment_chunk WHERE attachment_id = '" + id + "'"))
        .isEqualTo(3);
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.tip_event WHERE kind = 'REPORTER_ATTACHED' AND tip_id"
                    + " = '"
                    + tip.id()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void a_client_without_patch_posts_and_says_that_it_is_one() throws Exception {
    byte[] file = bytes(300_000);
    assertThat(client.begin(id, "a.jpg", file.length).statusCode()).isEqualTo(201);
    assertThat(client.addByPost(id, 0, Arrays.copyOf(file, 100_000), "PATCH").statusCode())
        .isEqualTo(204);
    assertThat(client.addByPost(id, 0, Arrays.copyOf(file, 100_000), "PATCH").statusCode())
        .as("not where it stands")
        .isEqualTo(409);
    HttpResponse<String> rest =
        client.addByPost(id, 100_000, Arrays.copyOfRange(file, 100_000, file.length), "PATCH");
    assertThat(TusClient.offset(rest)).isEqualTo(file.length);
    assertThat(read(rows.byId(id).orElseThrow())).isEqualTo(file);
    assertThat(client.addByPost(id, file.length, new byte[1], "DELETE").statusCode())
        .isEqualTo(400);
    assertThat(rows.byId(id)).isPresent();
  }

  @Test
  void nothing_of_name_or_content_is_readable_in_the_tables() {
    client.upload(
        id,
        "Nguyễn Thị Dấu Vết.txt",
        "lời khai mật của em gái tôi".getBytes(StandardCharsets.UTF_8));
    String dump = database.dump("tinbao.attachment") + database.dump("tinbao.attachment_chunk");

    assertThat(dump).contains(id.toString());
    for (String marker : List.of("Nguyễn Thị Dấu Vết", "lời khai mật")) {
      assertThat(dump)
          .doesNotContain(marker)
          .doesNotContain(
              java.util.HexFormat.of().formatHex(marker.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void pieces_cannot_be_swapped_cut_or_taken_from_another_file() {
    byte[] file = bytes(600_000);
    client.upload(id, "a", file);
    UUID other = UuidCreator.getTimeOrderedEpoch();
    client.upload(other, "b", file);
    String swap =
        """
        UPDATE tinbao.attachment_chunk c SET sealed = o.sealed FROM tinbao.attachment_chunk o
        WHERE c.attachment_id = '%s' AND c.number = %d AND o.attachment_id = '%s' AND o.number = %d
        """;
    String keep = "CREATE TABLE IF NOT EXISTS public.kept AS SELECT * FROM tinbao.attachment_chunk";
    database.run(keep);
    for (String spoil :
        List.of(
            swap.formatted(id, 0, id, 1),
            swap.formatted(id, 0, other, 0),
            "DELETE FROM tinbao.attachment_chunk WHERE number = 2 AND attachment_id = '" + id + "'",
            "UPDATE tinbao.attachment_chunk SET sealed = set_byte(sealed, 40, get_byte(sealed, 40)"
                + " # 1) WHERE number = 1 AND attachment_id = '"
                + id
                + "'",
            "UPDATE tinbao.attachment SET length = 524288, received = 524288 WHERE id = '"
                + id
                + "'")) {
      database.run(spoil);
      assertThatThrownBy(() -> read(rows.byId(id).orElseThrow()))
          .as(spoil)
          .isInstanceOf(SealBrokenException.class);
      database.run(
          "UPDATE tinbao.attachment SET length = 600000, received = 600000 WHERE id = '"
              + id
              + "'");
      database.run("DELETE FROM tinbao.attachment_chunk");
      database.run("INSERT INTO tinbao.attachment_chunk SELECT * FROM public.kept");
    }
    assertThat(read(rows.byId(id).orElseThrow())).isEqualTo(file);
    database.run("DROP TABLE public.kept");
  }

  @Test
  void the_same_beginning_twice_is_one_upload() {
    assertThat(client.begin(id, "a.png", 1000).statusCode()).isEqualTo(201);
    client.add(id, 0, bytes(400));
    HttpResponse<String> again = client.begin(id, "a.png", 1000);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(TusClient.offset(again)).isEqualTo(400);
    assertThat(client.begin(id, "a.png", 1001).statusCode()).isEqualTo(409);
    assertThat(attachments.ofTip(tip.id())).hasSize(1);
  }

  @Test
  void another_tips_upload_does_not_exist_for_me() {
    client.begin(id, "a", 10);
    TusClient stranger =
        new TusClient(server, Tips.submit(intake, "một tin khác").code().grouped());

    assertThat(stranger.begin(id, "a", 10).statusCode()).isEqualTo(409);
    assertThat(stranger.standing(id).statusCode()).isEqualTo(404);
    assertThat(stranger.add(id, 0, bytes(5)).statusCode()).isEqualTo(404);
    assertThat(stranger.abandon(id).statusCode()).isEqualTo(404);
    assertThat(TusClient.offset(client.standing(id))).isZero();
  }

  @Test
  void a_wrong_code_opens_nothing_and_tells_nothing() {
    client.begin(id, "a", 10);
    TusClient guesser = new TusClient(server, "1234 5678 9012 3456 7894");

    assertThat(guesser.begin(id, "a", 10).statusCode()).isEqualTo(404);
    HttpResponse<String> known = guesser.add(id, 0, bytes(1));
    HttpResponse<String> unknown = guesser.add(UUID.randomUUID(), 0, bytes(1));
    assertThat(known.statusCode()).isEqualTo(404);
    assertThat(known.body().replaceAll("urn:uuid:[0-9a-f-]+", ""))
        .isEqualTo(unknown.body().replaceAll("urn:uuid:[0-9a-f-]+", ""));
  }

  @Test
  void a_wrong_offset_changes_nothing() {
    client.begin(id, "a", 1000);
    client.add(id, 0, bytes(300));
    for (long offset : new long[] {0, 299, 301, 1000, 999_999_999_999_999L}) {
      assertThat(client.add(id, offset, bytes(10)).statusCode()).as("at %d", offset).isEqualTo(409);
    }
    assertThat(TusClient.offset(client.standing(id))).isEqualTo(300);
  }

  @Test
  void more_bytes_than_announced_are_refused_and_the_announced_ones_stay() {
    client.begin(id, "a", 100);
    HttpResponse<String> answer = client.add(id, 0, bytes(300_000));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(TusClient.offset(client.standing(id))).isEqualTo(100);
    assertThat(client.add(id, 100, bytes(1)).statusCode()).isEqualTo(413);
    assertThat(client.add(id, 100, bytes(0)).statusCode()).isEqualTo(204);
  }

  @Test
  void spoilt_headers_are_answered_with_what_is_wrong() {
    String path = TusApi.PATH;
    for (String length : List.of("-1", "0", "x", "1e9", "99999999999999999999", "")) {
      assertThat(
              client
                  .send(
                      client
                          .request(path)
                          .header("Upload-Length", length)
                          .POST(BodyPublishers.noBody()))
                  .statusCode())
          .as("length %s", length)
          .isEqualTo(400);
    }
    for (String metadata :
        List.of(
            "filename @@@",
            "id " + TusClient.base64("kein uuid"),
            "filename /////w==",
            "filename YQ==,filename YQ==",
            "a b c,,",
            "x " + "A".repeat(5_000))) {
      assertThat(
              client
                  .send(
                      client
                          .request(path)
                          .header("Upload-Length", "5")
                          .header("Upload-Metadata", metadata)
                          .POST(BodyPublishers.noBody()))
                  .statusCode())
          .as("metadata %s", metadata)
          .isEqualTo(400);
    }
    client.begin(id, "a", 10);
    assertThat(
            client
                .send(
                    client
                        .request(path + "/" + id)
                        .header("Upload-Offset", "0")
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            client
                .send(
                    client
                        .request(path + "/" + id)
                        .header("Content-Type", TusApi.BYTES)
                        .method("PATCH", BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            client
                .send(
                    client
                        .request(path + "/" + id)
                        .setHeader("Tus-Resumable", "0.2.2")
                        .method("HEAD", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(412);
    assertThat(TusClient.offset(client.standing(id))).isZero();
  }

  @Test
  void a_name_is_tamed() {
    client.begin(id, "../../etc/\u202egpj.exe\r\nX: y", 10);
    assertThat(attachments.ofTip(tip.id()).get(0).name()).isEqualTo("gpj.exeX y");
  }

  @Test
  void limits_of_file_number_and_tip_hold() {
    assertThat(client.begin(id, "a", 3 * 1024 * 1024 + 1).statusCode()).isEqualTo(413);
    assertThat(client.begin(id, "a", 3 * 1024 * 1024).statusCode()).isEqualTo(201);
    HttpResponse<String> tooMuch = client.begin(UUID.randomUUID(), "b", 2 * 1024 * 1024 + 1);
    assertThat(tooMuch.statusCode()).isEqualTo(413);
    assertThat(tooMuch.body()).contains("5 MB");
    for (int i = 0; i < 3; i++) {
      assertThat(client.begin(UUID.randomUUID(), "c", 1).statusCode()).isEqualTo(201);
    }
    assertThat(client.begin(UUID.randomUUID(), "d", 1).body()).contains("tối đa 4 tệp");
  }

  @Test
  void limits_hold_when_all_come_at_once() throws Exception {
    List<Integer> answers =
        atOnce(10, n -> client.begin(UuidCreator.getTimeOrderedEpoch(), "x" + n, 10).statusCode());

    assertThat(answers).containsOnly(201, 413);
    assertThat(attachments.ofTip(tip.id())).hasSize(4);
  }

  @Test
  void two_who_send_the_same_bytes_at_once_store_them_once() throws Exception {
    byte[] file = bytes(2_000_000);
    client.begin(id, "a", file.length);
    List<Integer> answers = atOnce(4, n -> client.add(id, 0, file).statusCode());

    assertThat(answers).containsOnlyOnce(204).containsOnly(204, 409);
    assertThat(read(rows.byId(id).orElseThrow())).isEqualTo(file);
  }

  @Test
  void an_unfinished_upload_can_be_taken_back_and_a_finished_one_stays() {
    client.begin(id, "a", 10);
    client.add(id, 0, bytes(5));
    assertThat(client.abandon(id).statusCode()).isEqualTo(204);
    assertThat(client.standing(id).statusCode()).isEqualTo(404);
    assertThat(client.abandon(id).statusCode()).isEqualTo(404);

    UUID whole = UuidCreator.getTimeOrderedEpoch();
    client.upload(whole, "b", bytes(10));
    assertThat(client.abandon(whole).statusCode()).isEqualTo(403);
    assertThat(attachments.ofTip(tip.id())).hasSize(1);
  }

  @Test
  void what_had_arrived_when_the_line_broke_is_kept() throws Exception {
    byte[] file = bytes(1_000_000);
    client.begin(id, "a", file.length);
    try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PATCH %s/%s HTTP/1.1\r\nHost: localhost\r\nReceipt-Code: %s\r\nTus-Resumable: 1.0.0\r\n"
                  + "Upload-Offset: 0\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n")
              .formatted(TusApi.PATH, id, tip.code().grouped(), TusApi.BYTES, file.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(file, 0, 600_000);
      out.flush();
      Awaitility.await().until(() -> TusClient.offset(client.standing(id)) >= 2L * Chunks.SIZE);
    }
    Awaitility.await().until(() -> TusClient.offset(client.standing(id)) == 600_000);

    client.add(id, 600_000, Arrays.copyOfRange(file, 600_000, file.length));
    assertThat(read(rows.byId(id).orElseThrow())).isEqualTo(file);
  }

  @Test
  void the_server_says_what_it_can_do() {
    HttpResponse<String> answer =
        client.send(client.request(TusApi.PATH).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Tus-Extension")).contains("creation,termination");
    assertThat(answer.headers().firstValue("Tus-Max-Size")).contains("3145728");
  }

  private byte[] read(AttachmentRows.Row row) {
    try (InputStream in =
        chunks.stream(desk.key(tip.id()), row.id(), Part.ORIGINAL, row.length())) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> List<T> atOnce(int times, Asking<T> asking) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<T>> futures =
          threads.invokeAll(
              java.util.stream.IntStream.range(0, times)
                  .mapToObj(n -> (Callable<T>) () -> asking.ask(n))
                  .toList());
      List<T> answers = new java.util.ArrayList<>();
      for (Future<T> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Asking<T> {
    T ask(int n);
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
