package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Samples;

/** Files that staff bring are looked at while they wait. */
@MicronautTest(transactional = false)
class FileCheckTest {
  @Inject CleanerProcess cleaner;

  @Test
  void malware_is_refused_what_is_good_is_cleaned_and_a_silent_scanner_is_no_answer()
      throws Exception {
    try (FakeClamd clamd = new FakeClamd()) {
      FileCheck check = new FileCheck(clamd.scanner(Duration.ofSeconds(20)), cleaner);
      assertThat(check.look("a.jpg", FakeClamd.BAD.getBytes(StandardCharsets.US_ASCII)))
          .isEqualTo(new FileCheck.Outcome.Malware());
      assertThat(check.look("../b.jpeg", Samples.jpeg()))
          .isInstanceOfSatisfying(
              FileCheck.Outcome.Kept.class,
              kept -> {
                assertThat(kept.scan()).isEqualTo(Attachment.Scan.CLEAN);
                assertThat(kept.name()).isEqualTo("b.jpg");
                assertThat(new String(kept.clean(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(Samples.MARK);
                assertThat(kept.problem()).isNull();
              });
      clamd.hangUp(true);
      assertThat(check.look("b.png", Samples.png())).isEqualTo(new FileCheck.Outcome.NoAnswer());
    }
  }
}
