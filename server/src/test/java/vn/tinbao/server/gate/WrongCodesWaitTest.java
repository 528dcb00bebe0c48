package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;

/** A wrong code is answered late, well formed or not, at every door that takes one. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.gate.wrong-code-delay", value = "400ms")
class WrongCodesWaitTest {
  private static final Duration DELAY = Duration.ofMillis(400);

  @Inject EmbeddedServer server;

  @Test
  void no_wrong_code_is_answered_sooner() {
    Surfer surfer = new Surfer(server);
    for (String code : List.of("1234 5678 9012 3456 7890", "1", "12345678901234567894")) {
      answersLate(() -> surfer.post("/follow", "code", code));
      answersLate(() -> surfer.postFile("/follow/files", code, "a.txt", new byte[] {1}));
      answersLate(
          () -> surfer.send(surfer.request("/api/v1/follow").header("Receipt-Code", code).GET()));
    }
  }

  private static void answersLate(Supplier<HttpResponse<String>> question) {
    long start = System.nanoTime();
    assertThat(question.get().statusCode()).isEqualTo(404);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(DELAY);
  }
}
