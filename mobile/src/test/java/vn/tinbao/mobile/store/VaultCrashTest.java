package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is really killed, in the middle of writing. */
class VaultCrashTest {
  private static final int ROUNDS = 3;

  @TempDir Path home;

  /** Writes rising numbers into a few records and says each once it is kept. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      Vault vault = Vault.open(Path.of(args[0]));
      int start = Integer.parseInt(args[1]);
      for (int i = start; ; i++) {
        vault.put("record-" + i % 4, ByteBuffer.allocate(3_000).putInt(i).array());
        System.out.println(i);
        System.out.flush();
      }
    }
  }

  @Test
  void what_was_kept_survives_the_process_being_killed_while_it_writes() throws Exception {
    int next = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int lastSaid = writeAndKill(next);
      next = Math.max(next, lastSaid + 1);
      try (Vault vault = Vault.open(home)) {
        assertThat(vault.unreadable()).isZero();
        for (int i = Math.max(0, lastSaid - 3); i <= lastSaid; i++) {
          int kept = ByteBuffer.wrap(vault.get("record-" + i % 4).orElseThrow()).getInt();
          assertThat(kept).isGreaterThanOrEqualTo(i);
        }
      }
    }
  }

  private int writeAndKill(int from) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                home.toString(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = -1;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int enough = from + ThreadLocalRandom.current().nextInt(20, 60);
      String line = said.readLine();
      while (line != null) {
        last = Integer.parseInt(line);
        if (last == enough) {
          // Not through the Process: that would close the stream with its last words.
          process.toHandle().destroyForcibly();
        }
        line = said.readLine();
      }
    }
    process.waitFor();
    return last;
  }
}
