package vn.tinbao.server.attachment.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Whatever comes as a file of a kind whose format we read ourselves: a copy that is not much longer
 * than the original, or a refusal; no other error. The first byte chooses the kind.
 */
class CleanersFuzzTest {
  private static final FileKind[] KINDS = {
    FileKind.JPEG,
    FileKind.PNG,
    FileKind.WEBP,
    FileKind.GIF,
    FileKind.MP4,
    FileKind.MP3,
    FileKind.AAC,
    FileKind.AMR,
    FileKind.WAV,
    FileKind.OGG
  };

  /** Pixels of a PNG pack well: it unpacks to what its header says, and is packed anew. */
  private static final long MOST_GROWN = 1 << 20;

  @FuzzTest
  void a_file_is_cleaned_or_refused(byte[] data) throws IOException {
    if (data.length < 2) {
      return;
    }
    Source original = Source.of(java.util.Arrays.copyOfRange(data, 1, data.length));
    FileKind kind = KINDS[(data[0] & 0xff) % KINDS.length];
    long[] written = {0};
    try {
      Cleaners.kind(original);
      Cleaners.clean(
          kind,
          original,
          new OutputStream() {
            @Override
            public void write(int b) {
              written[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
              written[0] += length;
            }
          });
    } catch (Uncleanable refused) {
      assertThat(refused.reason()).isNotNull();
    }
    assertThat(written[0]).isLessThan(data.length * 2L + MOST_GROWN);
  }
}
