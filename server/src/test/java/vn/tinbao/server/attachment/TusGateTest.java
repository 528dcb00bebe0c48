package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;

/** Guessing codes by uploads; each test comes from an address of its own. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.gate.free-wrong-codes", value = "3")
@Property(name = "micronaut.server.client-address-header", value = "X-Forwarded-For")
@Property(name = "tinbao.attachment.cleaner", value = "false")
class TusGateTest {
  private static final String NO_CODE = "1234 5678 9012 3456 7894";

  @Inject EmbeddedServer server;
  @Inject TipIntake intake;

  @Test
  void guessing_by_uploads_costs_the_same_as_guessing_by_looking() {
    int address = 1;
    for (String method : new String[] {"HEAD", "PATCH", "DELETE"}) {
      String here = "198.51.102." + address++;
      for (int i = 0; i < 3; i++) {
        assertThat(send(here, NO_CODE, method, UUID.randomUUID(), "0").statusCode())
            .as(method)
            .isEqualTo(404);
      }
      assertThat(send(here, NO_CODE, method, UUID.randomUUID(), "0").statusCode())
          .as(method)
          .isEqualTo(429);
    }
  }

  @Test
  void a_right_code_and_a_wrong_one_get_the_same_answer_and_pay_the_same() {
    String right = code();
    int address = 10;
    for (String method : new String[] {"HEAD", "PATCH", "DELETE"}) {
      for (String offset : new String[] {"0", "x", ""}) {
        String here = "198.51.102." + address++;
        String there = "198.51.102." + address++;
        for (int i = 0; i < 5; i++) {
          HttpResponse<String> one = send(here, right, method, UUID.randomUUID(), offset);
          HttpResponse<String> other = send(there, NO_CODE, method, UUID.randomUUID(), offset);
          assertThat(one.statusCode()).as(method + offset).isEqualTo(other.statusCode());
          assertThat(plain(one)).isEqualTo(plain(other));
        }
      }
    }
  }

  @Test
  void a_right_code_sends_its_pieces_without_work_behind_many_wrong_ones() {
    String here = "198.51.102.50";
    UUID id = UuidCreator.getTimeOrderedEpoch();
    TusClient client = new TusClient(server, code());
    assertThat(client.begin(id, "a.txt", 10).statusCode()).isEqualTo(201);
    for (int i = 0; i < 4; i++) {
      send(here, NO_CODE, "HEAD", id, "0");
    }

    HttpRequest.Builder piece =
        client
            .request(TusApi.PATH + "/" + id)
            .header("X-Forwarded-For", here)
            .header(TusApi.OFFSET, "0")
            .header("Content-Type", TusApi.BYTES)
            .method("PATCH", BodyPublishers.ofByteArray(new byte[10]));
    assertThat(client.send(piece).statusCode()).isEqualTo(204);
  }

  private String code() {
    return Tips.submit(intake, "có người lạ rủ đi làm xa").code().grouped();
  }

  private static String plain(HttpResponse<String> answer) {
    return answer
        .body()
        .replaceAll("urn:uuid:[0-9a-f-]+", "")
        .replaceAll("\"challenge\":\"[^\"]+\"|\"expiresAt\":\"[^\"]+\"", "");
  }

  private HttpResponse<String> send(
      String address, String code, String method, UUID id, String offset) {
    TusClient client = new TusClient(server, code);
    HttpRequest.Builder request =
        client.request(TusApi.PATH + "/" + id).header("X-Forwarded-For", address);
    if (method.equals("PATCH")) {
      request.header("Content-Type", TusApi.BYTES);
    }
    if (!offset.isEmpty()) {
      request.header(TusApi.OFFSET, offset);
    }
    return client.send(
        request.method(
            method,
            method.equals("PATCH") ? BodyPublishers.ofString("x") : BodyPublishers.noBody()));
  }
}
