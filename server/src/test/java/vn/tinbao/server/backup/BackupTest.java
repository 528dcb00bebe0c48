package vn.tinbao.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.testing.TestPostgres;
import vn.tinbao.sms.testing.TestSql;

/** Backups of a living house, restored into another database and opened there. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "AuditSealing,FigureJob,SmsDeliveries")
@Property(name = "tinbao.sms.sender.enabled", value = "false")
@Property(name = "tinbao.sms.simulator.doors", value = "true")
class BackupTest {
  private static final String STORY = "Chuyện mật: có người bị giữ ở xã Khánh Khê, Lạng Sơn";

  /** Steps of the ledger that are no tables. */
  private static final int BEGUN_AND_MIGRATED = 2; // the third comes behind the content

  @Inject
  @Client("/")
  HttpClient http;

  @Inject Database database;
  @Inject HomeDirectory home;
  @Inject TipVault vault;
  @Inject TestSql sql;
  @TempDir Path elsewhere;

  private Path keys;
  private Path contentDir;
  private Path keysDir;
  private Path privateKey;
  private final DatabaseAddress target = TestPostgres.get().empty();
  private Path newHome;

  @BeforeEach
  void prepare() throws IOException {
    keys = home.resolve("keys");
    Files.deleteIfExists(keys.resolve(BackupKey.PUBLIC));
    contentDir = elsewhere.resolve("content");
    keysDir = elsewhere.resolve("keys");
    newHome = elsewhere.resolve("home");
    privateKey = BackupFixture.newKey(elsewhere, keys);
  }

  @Test
  void a_restored_house_has_every_row_and_its_tips_open() throws Exception {
    String code = report(UuidCreator.getTimeOrderedEpoch());
    text("+84987654321", "toi o xa binh trung co nguoi bi giu");
    // Nobody asks the gateway again what became of the answer, and writes when to ask next.
    sql.run("UPDATE tinbao.sms_reply SET next_at = NULL");
    Backup.Report report = BackupFixture.backup(database.address(), keys).take(contentDir, keysDir);
    Map<String, String> before = BackupFixture.everything(database.address());

    Restore.Report restored = restore(report.content().file(), Progress.NONE);

    Map<String, String> after = BackupFixture.everything(target);
    // Written by the backup itself, behind its snapshot; and every minute by a server that runs.
    List<String> ofTheMoment = List.of("tinbao.key_backup", "sms.key_node");
    for (String table : ofTheMoment) {
      before.remove(table);
      after.remove(table);
    }
    assertThat(after).isEqualTo(before);
    assertThat(before.get("tinbao.tip_message")).isNotEmpty();
    assertThat(before.get("sms.inbound")).isNotEmpty();
    assertThat(restored.deleted()).isZero();
    assertThat(restored.leftOut()).isZero();
    assertThat(restored.tables()).isEqualTo(after.size() + ofTheMoment.size());
    assertThat(follow(code)).contains("Chuyện mật");
  }

  @Test
  void in_an_old_content_backup_a_deleted_tip_is_unreadable_with_the_new_key_file()
      throws Exception {
    UUID deleted = UuidCreator.getTimeOrderedEpoch();
    String deletedCode = report(deleted);
    String keptCode = report(UuidCreator.getTimeOrderedEpoch());
    leaveNumber(deleted);
    sql.run(
        "INSERT INTO tinbao.tip_hold (id, tip_id, set_by, set_at, reason) VALUES"
            + " (gen_random_uuid(), '%s', gen_random_uuid(), now(), '\\x00')".formatted(deleted));
    Backup backup = BackupFixture.backup(database.address(), keys);
    Path oldContent = backup.take(contentDir, keysDir).content().file();
    byte[] oldKeys = Files.readAllBytes(keysDir.resolve(Backup.KEYS_NAME));

    sql.run("DELETE FROM tinbao.tip_hold");
    vault.destroy(deleted);
    sql.run("DELETE FROM tinbao.tip WHERE id = '" + deleted + "'");
    assertThat(backup.standing().open()).as("the key file still opens it").isEqualTo(1);
    Backup.Report second = backup.take(null, keysDir);
    assertThat(second.content()).isNull();
    assertThat(second.closed()).isEqualTo(1);
    assertThat(backup.standing().open()).isZero();
    assertThat(Files.list(keysDir)).hasSize(1);

    Restore.Report restored = restore(oldContent, Progress.NONE);

    assertThat(restored.deleted()).isEqualTo(1);
    assertThat(follow(keptCode)).contains("Chuyện mật");
    assertThatThrownBy(() -> follow(deletedCode)).isInstanceOf(HttpClientResponseException.class);
    assertThat(count("tip_key WHERE tip_id = '" + deleted + "'")).isZero();
    assertThat(count("tip_contact WHERE tip_id = '" + deleted + "'"))
        .as("nor does anything lead to the number")
        .isZero();

    // The counter-proof: with the key file of then, the tip would open. So only its going helps.
    Path then = Files.write(elsewhere.resolve("old-keys.tinbao"), oldKeys);
    DatabaseAddress other = TestPostgres.get().empty();
    Path otherHome = elsewhere.resolve("home-then");
    BackupFixture.restore(other, otherHome.resolve("keys"), privateKey, Progress.NONE)
        .restore(oldContent, then);
    try (ApplicationContext context = BackupFixture.serve(other, otherHome)) {
      assertThat(follow(context, deletedCode)).contains("Chuyện mật");
    }
  }

  @Test
  void tips_younger_than_the_content_file_are_left_out_whole() throws Exception {
    String old = report(UuidCreator.getTimeOrderedEpoch());
    Backup backup = BackupFixture.backup(database.address(), keys);
    Path content = backup.take(contentDir, keysDir).content().file();
    UUID young = UuidCreator.getTimeOrderedEpoch();
    report(young);
    leaveNumber(young);
    backup.take(null, keysDir);

    Restore.Report restored = restore(content, Progress.NONE);

    assertThat(restored.leftOut()).as("its key and its contact").isEqualTo(2);
    assertThat(count("tip_key WHERE tip_id = '" + young + "'")).isZero();
    assertThat(follow(old)).contains("Chuyện mật");
  }

  @Test
  void a_restore_that_was_cut_short_goes_on_and_no_server_starts_meanwhile() throws Exception {
    String code = report(UuidCreator.getTimeOrderedEpoch());
    Path content =
        BackupFixture.backup(database.address(), keys).take(contentDir, keysDir).content().file();
    Progress dies =
        (step, done, total) -> {
          if (step.equals("restore tinbao.tip_message")) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> restore(content, dies)).hasMessage("killed");
    long loaded = BackupFixture.number(target, "SELECT count(*) FROM tinbao_restore.done");
    assertThat(loaded).isGreaterThan(5);
    assertThatThrownBy(() -> BackupFixture.serve(target, newHome).close())
        .hasStackTraceContaining("Run ./tinbao restore again");
    Path keyFile = keysDir.resolve(Backup.KEYS_NAME);
    byte[] theseKeys = Files.readAllBytes(keyFile);
    Path other =
        BackupFixture.backup(database.address(), keys).take(contentDir, keysDir).content().file();
    assertThatThrownBy(() -> restore(other, Progress.NONE)).hasMessageContaining("other files");
    Files.write(keyFile, theseKeys);

    Restore.Report restored = restore(content, Progress.NONE);

    int all = BackupFixture.everything(target).size();
    assertThat(restored.tables())
        .as("the rest only")
        .isEqualTo(all - ((int) loaded - BEGUN_AND_MIGRATED));
    assertThat(follow(code)).contains("Chuyện mật");
    assertThat(
            BackupFixture.number(
                target,
                "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal"))
        .isZero();
  }

  @Test
  void a_content_file_of_an_older_version_takes_a_key_file_of_a_newer_one() throws Exception {
    DatabaseAddress older = TestPostgres.get().empty();
    BackupFixture.MIGRATIONS.apply(older.asDataSource(), Map.of("sms", "001"));
    assertThat(Tables.versions(older.connect("test")).get("sms")).containsExactly("001");
    Path content = BackupFixture.backup(older, keys).take(contentDir, keysDir).content().file();
    BackupFixture.backup(database.address(), keys).take(null, keysDir);

    restore(content, Progress.NONE);

    try (var connection = target.connect("test")) {
      assertThat(Tables.versions(connection).get("sms")).contains("001", "010");
    }
  }

  @Test
  void neither_file_shows_anything_and_the_content_file_holds_no_key() throws Exception {
    report(UuidCreator.getTimeOrderedEpoch());
    text("+84912345678", "Chuyện mật bằng tin nhắn");
    Backup.Report report = BackupFixture.backup(database.address(), keys).take(contentDir, keysDir);
    for (Path file : List.of(report.content().file(), report.keys().file())) {
      String raw = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(raw).doesNotContain("tip_message", "master", "encryptedKeyset", "84912345678");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(tablesIn(report.content().file()))
        .contains("tinbao.tip", "tinbao.tip_message", "tinbao.audit", "sms.key_mark")
        .doesNotContain(
            "tinbao.tip_key",
            "tinbao.tip_contact",
            "tinbao.push_phone",
            "tinbao.conversation",
            "sms.inbound",
            "sms.outbound",
            "tinbao.tip_words",
            "tinbao.tip_likeness",
            "tinbao.tip_file_print",
            "tinbao.flyway_history");
    assertThat(tablesIn(report.keys().file()))
        .doesNotContain("tinbao.tip_words", "tinbao.tip_likeness", "tinbao.tip_file_print")
        .contains(
            "tinbao.tip_key",
            "tinbao.tip_contact",
            "tinbao.push_phone",
            "tinbao.conversation",
            "sms.inbound");
    assertThat(filesIn(report.content().file())).isEmpty();
    assertThat(filesIn(report.keys().file()))
        .contains("master.key", "identity.key", "hash.key", "phone.key", "sms-body.private");
  }

  /** Every column whose name says phone goes into the key file, whoever adds its table. */
  @Test
  void what_leads_to_a_phone_lies_in_the_key_file() throws SQLException {
    try (var connection = database.address().connect("test")) {
      assertThat(Tables.all(connection))
          .filteredOn(
              table ->
                  table.columns().stream()
                      .anyMatch(
                          c ->
                              c.matches(".*(phone|number).*_?(hash|cipher).*")
                                  || table.name().matches(".*(phone|number).*")
                                      && c.matches(".*(hash|cipher).*")))
          .isNotEmpty()
          .allMatch(Tables::forgettable);
    }
  }

  @Test
  void a_changed_or_cut_file_or_a_foreign_key_is_refused_before_anything_is_written()
      throws Exception {
    report(UuidCreator.getTimeOrderedEpoch());
    Backup.Report report = BackupFixture.backup(database.address(), keys).take(contentDir, keysDir);
    Path content = report.content().file();
    byte[] whole = Files.readAllBytes(report.keys().file());
    for (int at : new int[] {0, 15, 20, 60, 300, whole.length / 2, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Path file = Files.write(elsewhere.resolve("changed-" + at), changed);
      assertThatThrownBy(() -> restorer(Progress.NONE).restore(content, file))
          .as("byte %d changed", at)
          .isInstanceOf(BackupException.class);
    }
    for (int length : new int[] {0, 10, 40, 200, whole.length - 1}) {
      Path file = Files.write(elsewhere.resolve("cut-" + length), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> restorer(Progress.NONE).restore(content, file))
          .as("cut to %d", length)
          .isInstanceOf(BackupException.class);
    }
    Path strange = elsewhere.resolve("strange");
    Path strangeKey = BackupFixture.newKey(Files.createDirectories(strange), strange);
    assertThatThrownBy(
            () ->
                BackupFixture.restore(target, newHome, strangeKey, Progress.NONE)
                    .restore(content, report.keys().file()))
        .hasMessageContaining("not made for this backup key");
    assertThatThrownBy(() -> restorer(Progress.NONE).restore(report.keys().file(), content))
        .hasMessageContaining("no content file");
    assertThat(
            BackupFixture.number(
                target, "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(tinbao|sms)'"))
        .isZero();
    assertThat(newHome).doesNotExist();
  }

  @Test
  void a_database_or_home_that_is_in_use_is_refused_and_so_are_keys_older_than_the_content()
      throws Exception {
    report(UuidCreator.getTimeOrderedEpoch());
    Backup backup = BackupFixture.backup(database.address(), keys);
    Backup.Report first = backup.take(contentDir, keysDir);
    Path oldKeys = Files.copy(first.keys().file(), elsewhere.resolve("old-keys"));
    Backup.Report second = backup.take(contentDir, keysDir);

    assertThatThrownBy(() -> restorer(Progress.NONE).restore(second.content().file(), oldKeys))
        .hasMessageContaining("older than the content file");
    assertThatThrownBy(
            () ->
                BackupFixture.restore(
                        database.address(), newHome.resolve("keys"), privateKey, Progress.NONE)
                    .restore(second.content().file(), second.keys().file()))
        .hasMessageContaining("not empty");
    Files.createDirectories(newHome.resolve("keys"));
    Files.writeString(newHome.resolve("keys/master.key"), "another");
    assertThatThrownBy(() -> restore(second.content().file(), Progress.NONE))
        .hasMessageContaining("never overwritten");
    assertThat(newHome.resolve("keys/master.key")).hasContent("another");
  }

  @Test
  void a_backup_that_fails_leaves_the_last_one_as_it_was() throws Exception {
    Backup.Report first = BackupFixture.backup(database.address(), keys).take(contentDir, keysDir);
    byte[] before = Files.readAllBytes(first.keys().file());
    Backup dies =
        new Backup(
            database.address(),
            keys,
            BackupKey.loadPublic(keys.resolve(BackupKey.PUBLIC)),
            (step, done, total) -> {
              if (step.equals("keys tinbao.tip_key")) {
                throw new IllegalStateException("killed");
              }
            });
    assertThatThrownBy(() -> dies.take(contentDir, keysDir)).hasMessage("killed");
    assertThat(Files.readAllBytes(first.keys().file())).isEqualTo(before);
    try (Stream<Path> left = Files.walk(elsewhere)) {
      assertThat(left.filter(path -> path.toString().endsWith(".part"))).isEmpty();
    }
  }

  private Restore restorer(Progress progress) {
    return BackupFixture.restore(target, newHome.resolve("keys"), privateKey, progress);
  }

  private Restore.Report restore(Path content, Progress progress) {
    return restorer(progress).restore(content, keysDir.resolve(Backup.KEYS_NAME));
  }

  private long count(String what) throws SQLException {
    return BackupFixture.number(target, "SELECT count(*) FROM tinbao." + what);
  }

  /** What a reporter sees on a server that was started on the restored house. */
  private String follow(String code) {
    try (ApplicationContext context = BackupFixture.serve(target, newHome)) {
      return follow(context, code);
    }
  }

  private static String follow(ApplicationContext context, String code) {
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    try (HttpClient client = context.createBean(HttpClient.class, server.getURL())) {
      return client
          .toBlocking()
          .retrieve(HttpRequest.GET("/api/v1/follow").header("Receipt-Code", code));
    }
  }

  private void leaveNumber(UUID tip) {
    sql.run(
        "INSERT INTO tinbao.tip_contact VALUES ('%s', '\\x%s', '\\x01')"
            .formatted(tip, "00".repeat(32)));
  }

  private String report(UUID id) {
    return (String)
        http.toBlocking()
            .retrieve(
                HttpRequest.POST(
                    "/api/v1/tips",
                    Map.of(
                        "id",
                        id.toString(),
                        "replayKey",
                        "AAAAAAAAAAAAAAAAAAAAAA",
                        "narrative",
                        STORY,
                        "reporter",
                        Map.of("name", "Nguyễn Thị Lan", "phone", "0987654321"))),
                Argument.mapOf(String.class, Object.class))
            .get("receiptCode");
  }

  private void text(String from, String text) {
    long before = sql.number("SELECT count(*) FROM sms.inbound WHERE state = 'DONE'");
    http.toBlocking()
        .exchange(HttpRequest.POST("/simulator/api/messages", Map.of("from", from, "text", text)));
    await()
        .until(() -> sql.number("SELECT count(*) FROM sms.inbound WHERE state = 'DONE'") > before);
  }

  private List<String> tablesIn(Path file) {
    return sections(file).filter(s -> s.startsWith("tinbao.") || s.startsWith("sms.")).toList();
  }

  private List<String> filesIn(Path file) {
    return sections(file).filter(s -> s.startsWith("file ")).map(s -> s.substring(5)).toList();
  }

  private Stream<String> sections(Path file) {
    Stream.Builder<String> names = Stream.builder();
    try (BackupInput in = BackupInput.open(file, BackupKey.loadPrivate(privateKey, null))) {
      for (BackupInput.Section s = in.next(); s != null; s = in.next()) {
        if (s instanceof BackupInput.Table table) {
          names.add(table.shape().path());
          while (in.nextRow() != null) {}
          RowDigest digest = new RowDigest();
          skipEnd(in, table.shape(), digest);
        } else if (s instanceof BackupInput.StoredFile stored) {
          names.add("file " + stored.name());
        }
      }
    }
    return names.build();
  }

  private static void skipEnd(BackupInput in, TableShape table, RowDigest empty) {
    try {
      in.checkEnd(empty, table);
    } catch (BackupException rowsWereNotAdded) {
      assertThat(rowsWereNotAdded).hasMessageContaining("do not add up");
    }
  }
}
