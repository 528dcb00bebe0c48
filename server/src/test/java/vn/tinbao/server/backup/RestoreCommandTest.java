package vn.tinbao.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.testing.MainClasses;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.db.Migrations;

/** The command itself, as a process of its own in an empty home, killed in the middle. */
@MicronautTest(transactional = false)
class RestoreCommandTest {
  @Inject Database database;
  @Inject HomeDirectory home;
  @Inject TipIntake intake;
  @Inject Migrations migrations;
  @TempDir Path elsewhere;

  @Test
  void an_empty_home_is_filled_by_one_command_even_when_it_was_killed_on_the_way()
      throws Exception {
    TipReceipt receipt = Tips.submit(intake, "co nguoi bi giu o Khanh Khe");
    Path key = BackupFixture.newKey(elsewhere, home.resolve("keys"));
    Backup.Report backup =
        BackupFixture.backup(database.address(), home.resolve("keys"))
            .take(elsewhere.resolve("content"), elsewhere.resolve("keys"));
    Path newHome = elsewhere.resolve("home");
    String[] words = {
      "restore",
      "--content",
      backup.content().file().toString(),
      "--keys",
      backup.keys().file().toString(),
      "--key",
      key.toString()
    };

    Process killed = start(newHome, elsewhere.resolve("first.log"), words);
    awaitLine(killed, elsewhere.resolve("first.log"), "restore tinbao.");
    killed.destroyForcibly().waitFor();
    assertThat(run(newHome, words)).contains("Restored the content of");
    assertThat(run(newHome, words)).contains("not empty");

    try (ApplicationContext restored =
        ServeCommand.start(
            Map.of(
                "tinbao.home",
                newHome.toString(),
                "tinbao.test.database",
                "false",
                "micronaut.server.port",
                -1),
            "test")) {
      assertThat(restored.getBean(FollowUp.class).view(receipt.code().grouped())).isPresent();
    }
  }

  @Test
  void it_knows_the_same_migrations_as_the_server() {
    assertThat(migrations.all()).isEqualTo(RestoreCommand.MIGRATIONS);
  }

  private String run(Path newHome, String... words) throws Exception {
    Path log = elsewhere.resolve("run.log");
    Process process = start(newHome, log, words);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log);
  }

  private static Process start(Path newHome, Path log, String... words) throws IOException {
    ProcessBuilder builder = MainClasses.process(words);
    builder.environment().put("TINBAO_HOME", newHome.toString());
    builder.redirectOutput(log.toFile());
    return builder.start();
  }

  private static void awaitLine(Process process, Path log, String text) throws Exception {
    while (process.isAlive()
        && !new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains(text)) {
      Thread.sleep(5);
    }
  }
}
