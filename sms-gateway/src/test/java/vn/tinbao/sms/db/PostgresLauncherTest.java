package vn.tinbao.sms.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static vn.tinbao.sms.testing.AddressSql.run;
import static vn.tinbao.sms.testing.AddressSql.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.testing.TestPostgres;

class PostgresLauncherTest {
  @TempDir Path directory;

  @Test
  void a_second_start_is_quick_and_finds_the_rows() throws Exception {
    PostgresOptions options = durable(directory);
    int port;
    try (RunningPostgres first = PostgresLauncher.start(options)) {
      run(first.address(), "CREATE TABLE note AS SELECT 'kept'::text AS text");
      assertThat(setting(first.address(), "fsync")).isEqualTo("on");
      assertThat(setting(first.address(), "synchronous_commit")).isEqualTo("on");
      assertThat(setting(first.address(), "data_checksums")).isEqualTo("on");
      assertThat(setting(first.address(), "listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(setting(first.address(), "unix_socket_directories")).isEmpty();
      port = port(first.address());
    }
    FileTime made = Files.getLastModifiedTime(directory.resolve("data/PG_VERSION"));
    try (RunningPostgres second = PostgresLauncher.start(options)) {
      assertThat(Files.getLastModifiedTime(directory.resolve("data/PG_VERSION"))).isEqualTo(made);
      assertThat(port(second.address())).isEqualTo(port);
      assertThat(text(second.address(), "SELECT text FROM note")).isEqualTo("kept");
    }
  }

  @Test
  void the_password_is_needed_and_lies_in_a_private_file() throws Exception {
    try (RunningPostgres postgres = PostgresLauncher.start(durable(directory))) {
      DatabaseAddress right = postgres.address();
      assertThat(right.toString()).doesNotContain(right.password());
      assertThatThrownBy(() -> new DatabaseAddress(right.url(), right.user(), "x").connect("test"))
          .isInstanceOf(SQLException.class);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void after_kill_9_the_left_over_postgres_is_stopped_and_the_rows_are_there() throws Exception {
    Process child = child();
    long left = waitForRow(child);
    child.destroyForcibly().waitFor();
    assertThat(ProcessHandle.of(left)).as("the postmaster outlives its parent").isPresent();

    try (RunningPostgres postgres = PostgresLauncher.start(durable(directory))) {
      assertThat(postgres.pid()).isNotEqualTo(left);
      assertThat(text(postgres.address(), "SELECT text FROM note")).isEqualTo("kept");
      await().until(() -> ProcessHandle.of(left).isEmpty());
    }
  }

  @Test
  void after_kill_9_of_both_the_rows_are_there() throws Exception {
    Process child = child();
    long left = waitForRow(child);
    child.destroyForcibly().waitFor();
    ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    await().until(() -> ProcessHandle.of(left).isEmpty());

    try (RunningPostgres postgres = PostgresLauncher.start(durable(directory))) {
      assertThat(text(postgres.address(), "SELECT text FROM note")).isEqualTo("kept");
    }
  }

  @Test
  void a_second_process_is_refused_but_may_join() throws Exception {
    Process child = child();
    waitForRow(child);
    try {
      assertThatThrownBy(() -> PostgresLauncher.start(durable(directory)))
          .isInstanceOf(DirectoryInUseException.class)
          .hasMessageContaining("Another process uses the database directory")
          .hasMessageContaining("process " + child.pid());
      DatabaseAddress other = PostgresLauncher.join(directory).orElseThrow();
      assertThat(text(other, "SELECT text FROM note")).isEqualTo("kept");
    } finally {
      child.destroyForcibly().waitFor();
      PostgresLauncher.stopLeftOver(durable(directory));
    }
    assertThat(PostgresLauncher.join(directory)).isEmpty();
  }

  @Test
  void a_stale_pid_file_with_the_number_of_a_stranger_does_no_harm() throws Exception {
    PostgresLauncher.start(durable(directory)).close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          directory.resolve("data/postmaster.pid"),
          stranger.pid() + "\n" + directory.resolve("data") + "\n1\n1\n\n127.0.0.1\n1 1\nready\n");
      PostgresLauncher.start(durable(directory)).close();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void data_of_another_major_version_is_refused_with_a_way_out() throws Exception {
    PostgresLauncher.start(durable(directory)).close();
    Files.writeString(directory.resolve("data/PG_VERSION"), "13\n");
    assertThatThrownBy(() -> PostgresLauncher.start(durable(directory)))
        .isInstanceOf(DatabaseStartException.class)
        .hasMessageContaining("was written by PostgreSQL 13")
        .hasMessageContaining("TINBAO_DB_URL");
  }

  @Test
  void root_drops_to_an_unprivileged_account_where_namespaces_are_forbidden() throws Exception {
    assumeTrue(FileTrees.owner(Path.of("/proc/self")) == 0, "only as root");
    assumeTrue(!Commands.find("setpriv").isEmpty(), "needs setpriv");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    PostgresOptions options = durable(directory);
    try (RunningPostgres first = PostgresLauncher.start(options, false)) {
      run(first.address(), "CREATE TABLE note AS SELECT 'kept'::text AS text");
      assertThat(FileTrees.owner(directory.resolve("data"))).isNotZero();
      assertThat(FileTrees.owner(Path.of("/proc/" + first.pid()))).isNotZero();
    }
    try (RunningPostgres second = PostgresLauncher.start(options)) {
      assertThat(FileTrees.owner(directory.resolve("data"))).isNotZero();
      assertThat(text(second.address(), "SELECT text FROM note")).isEqualTo("kept");
    }
  }

  @Test
  void a_machine_without_binaries_is_told_to_use_a_database_url() {
    assertThatThrownBy(() -> PostgresArchive.nameFor("Mac OS X", "aarch64"))
        .hasMessageContaining("TINBAO_DB_URL");
    assertThatThrownBy(() -> PostgresArchive.nameFor("Linux", "riscv64"))
        .hasMessageContaining("riscv64");
    assertThat(PostgresArchive.nameFor("Linux", "aarch64")).isEqualTo("postgres-linux-arm_64.txz");
  }

  private static PostgresOptions durable(Path directory) {
    return new PostgresOptions(directory, TestPostgres.programs(), TestPostgres.archive(), true);
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LauncherChild.class.getName(),
                directory.toString()))
        .redirectErrorStream(true)
        .start();
  }

  private static long waitForRow(Process child) throws IOException {
    BufferedReader reader = child.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("written ")) {
        return Long.parseLong(line.substring("written ".length()));
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("The child ended: " + seen);
  }

  private static int port(DatabaseAddress address) {
    return Integer.parseInt(address.url().replaceAll(".*:(\\d+)/.*", "$1"));
  }

  private static String setting(DatabaseAddress address, String name) throws SQLException {
    return text(address, "SELECT current_setting('" + name + "')");
  }
}
