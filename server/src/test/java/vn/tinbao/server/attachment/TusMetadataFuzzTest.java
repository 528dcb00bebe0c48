package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever comes as Upload-Metadata: a name that can be tamed, or a refusal. */
class TusMetadataFuzzTest {

  @FuzzTest
  void what_is_told_of_a_file_is_read_or_refused(byte[] data) {
    String header = new String(data, StandardCharsets.UTF_8);
    TusMetadata.parse(header)
        .ifPresent(
            told -> {
              String tame = FileNames.tame(told.name());
              assertThat(tame).isNotBlank().doesNotContain("/", "\\", "\r", "\n", "\"");
              assertThat(tame.length()).isLessThanOrEqualTo(FileNames.MOST_CHARACTERS);
              assertThat(FileNames.tame(tame)).isEqualTo(tame);
              assertThat(FileNames.disposition(true, tame)).matches("[ -~]*");
            });
  }
}
