package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.testing.MainClasses;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.sms.testing.FreePort;

/**
 * A real server process is killed right after it acknowledged bytes; they must be there afterwards,
 * and the rest can follow. (GlobaLeaks loses every upload younger than five seconds.)
 */
class AttachmentSurvivesKillTest {
  private static final UUID TIP = UUID.fromString("019a1111-0000-7000-8000-000000000002");

  @TempDir Path home;

  @Test
  void bytes_that_were_acknowledged_survive_kill_9_and_the_upload_goes_on() throws Exception {
    byte[] file = TusApiTest.bytes(900_000);
    UUID whole = UuidCreator.getTimeOrderedEpoch();
    UUID half = UuidCreator.getTimeOrderedEpoch();
    int port = FreePort.next();
    Process server = startServer(port);
    String code;
    try {
      URI at = URI.create("http://127.0.0.1:" + port);
      TusClient nobody = new TusClient(at, "");
      awaitHealthy(server, nobody);
      String receipt =
          nobody
              .send(
                  nobody
                      .request("/api/v1/tips")
                      .header("Content-Type", "application/json")
                      .POST(
                          BodyPublishers.ofString(
                              "{\"id\":\"%s\",\"replayKey\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"narrative\":\"x\"}"
                                  .formatted(TIP))))
              .body();
      code = field(receipt, "receiptCode");
      TusClient client = new TusClient(at, code);
      client.begin(whole, "a.jpg", 300_000);
      client.begin(half, "b.mp4", file.length);
      assertThat(client.add(half, 0, Arrays.copyOf(file, 700_123)).statusCode()).isEqualTo(204);
      int last = client.add(whole, 0, Arrays.copyOf(file, 300_000)).statusCode();
      server.destroyForcibly();
      assertThat(last).isEqualTo(204);
    } finally {
      server.destroyForcibly().waitFor();
    }

    try (ApplicationContext restarted =
        ServeCommand.start(Map.of("tinbao.home", home.toString(), "micronaut.server.port", -1))) {
      URI at = restarted.getBean(io.micronaut.runtime.server.EmbeddedServer.class).getURI();
      TusClient client = new TusClient(at, code);
      assertThat(TusClient.offset(client.standing(whole))).isEqualTo(300_000);
      assertThat(TusClient.offset(client.standing(half))).isEqualTo(700_123);
      assertThat(
              client
                  .add(half, 700_123, Arrays.copyOfRange(file, 700_123, file.length))
                  .statusCode())
          .isEqualTo(204);

      assertThat(restarted.getBean(FollowUp.class).tipOf(code)).contains(TIP);
      try (InputStream stored =
          restarted.getBean(Chunks.class).stream(
              restarted.getBean(TipDesk.class).key(TIP), half, Part.ORIGINAL, file.length)) {
        assertThat(stored.readAllBytes()).isEqualTo(file);
      }
    }
  }

  private Process startServer(int port) throws IOException {
    ProcessBuilder builder = MainClasses.process("serve");
    builder.environment().put("TINBAO_HOME", home.toString());
    builder.environment().put("TINBAO_HTTP_PORT", Integer.toString(port));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static void awaitHealthy(Process server, TusClient client) {
    await()
        .atMost(Duration.ofSeconds(180))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(server.isAlive()).isTrue();
              try {
                return client.send(client.request("/health")).statusCode() == 200;
              } catch (IllegalStateException notYet) {
                return false;
              }
            });
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return found.group(1);
  }
}
