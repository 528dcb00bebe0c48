package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
