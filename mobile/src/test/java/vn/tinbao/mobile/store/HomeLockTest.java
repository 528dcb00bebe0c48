package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path parent;

  @Test
  void a_directory_serves_one_app_at_a_time() {
    Path home = parent.resolve("app");
    HomeLock first = HomeLock.take(home).orElseThrow();
    assertThat(HomeLock.take(home)).isEmpty();
    first.close();
    HomeLock.take(home).orElseThrow().close();
  }

  @Test
  void removing_the_home_leaves_nothing() throws IOException {
    Path home = parent.resolve("app");
    HomeLock lock = HomeLock.take(home).orElseThrow();
    Files.createDirectories(home.resolve("citizen/records"));
    Files.writeString(home.resolve("citizen/records/x"), "x");
    lock.removeHome();
    assertThat(home).doesNotExist();
  }

  @Test
  void a_wipe_that_was_cut_off_takes_all_keys_first_and_is_ended_at_the_next_start()
      throws IOException {
    Path home = parent.resolve("app");
    HomeLock before = HomeLock.take(home).orElseThrow();
    List<Path> vaults = List.of(home.resolve("a"), home.resolve("b"));
    for (Path vault : vaults) {
      Vault.open(vault).put("x", new byte[10]);
      Files.write(vault.resolve("key.tmp"), new byte[5]);
    }
    before.destroyKeys();
    before.close();
    for (Path vault : vaults) {
      assertThat(vault.resolve("key")).doesNotExist();
      assertThat(vault.resolve("key.tmp")).doesNotExist();
      assertThat(vault.resolve("records")).isNotEmptyDirectory();
    }
    try (HomeLock after = HomeLock.take(home).orElseThrow()) {
      after.goOnWiping();
      assertThat(home).isDirectoryContaining(file -> file.endsWith("lock"));
      try (Stream<Path> left = Files.list(home)) {
        assertThat(left).hasSize(1);
      }
      Vault.open(vaults.get(0)).put("y", new byte[1]);
      after.goOnWiping();
      assertThat(vaults.get(0)).as("once").exists();
      after.removeHome();
    }
    assertThat(home).doesNotExist();
  }
}
