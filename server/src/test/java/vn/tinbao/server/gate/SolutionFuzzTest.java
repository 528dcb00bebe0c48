package vn.tinbao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever comes as a solution: nobody signed it, so it opens nothing, without an error. */
class SolutionFuzzTest {
  private static final GateFixture FIXTURE = new GateFixture();
  private static final String OURS = FIXTURE.challenges.set(Door.REPORT, 22).text();

  @FuzzTest
  void what_nobody_solved_opens_nothing(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    assertThat(FIXTURE.challenges.solved(Door.REPORT, "id", text)).isFalse();
    assertThat(FIXTURE.challenges.solved(Door.REPORT, "id", OURS + "." + text)).isFalse();
    assertThat(Gate.codeDigits(text)).matches("[0-9]{0,60}");
    assertThat(Networks.of(text)).matches("\\?|[0-9a-f]{8}|[0-9a-f]{16}");
  }
}
