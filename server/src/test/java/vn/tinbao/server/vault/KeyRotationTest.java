package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;
import vn.tinbao.sms.queue.BodyOpener;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.InboundSms;
import vn.tinbao.sms.testing.TestSql;

/** Keys are replaced beside a server that goes on taking reports. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.sms.sender.enabled", value = "false")
class KeyRotationTest {
  private static final KeyRotation.Patience PATIENCE =
      new KeyRotation.Patience(Duration.ofSeconds(120), Duration.ofMillis(1));
  private static final KeyRotation.Patience NONE =
      new KeyRotation.Patience(Duration.ZERO, Duration.ZERO);

  @Inject TipIntake intake;
  @Inject FollowUp followUp;

  @Inject KeyRotation rotation;
  @Inject KeyStore store;
  @Inject VaultKeys keys;
  @Inject TipVault vault;
  @Inject SecretSeal secrets;
  @Inject PhoneKey phone;
  @Inject BodySeal bodies;
  @Inject BodyOpener opener;
  @Inject Database database;
  @Inject TestSql sql;
  @Inject BeanContext beans;

  @BeforeEach
  @AfterEach
  void noOtherProcesses() {
    sql.run("DELETE FROM sms.key_node WHERE place LIKE 'test %'");
    sql.run("DROP TABLE IF EXISTS tinbao.forgotten");
  }

  @Test
  void the_master_key_is_replaced_while_reports_come_in_and_all_of_them_open() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      codes.add(report());
    }
    byte[] secret = secrets.seal(new byte[] {1, 2, 3}, "totp:x");
    int before = keys.liveMaster().state().sealing();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<List<String>> meanwhile =
        CompletableFuture.supplyAsync(
            () -> {
              List<String> more = new ArrayList<>();
              while (!done.get()) {
                more.add(report());
              }
              return more;
            });

    KeyRotation.Report report;
    try {
      report = rotation.rotate(named("master"), PATIENCE, new Said());
    } finally {
      done.set(true);
    }
    codes.addAll(meanwhile.join());

    assertThat(report.finished()).as("left: %s", report.left()).isTrue();
    assertThat(report.resealed()).isGreaterThanOrEqualTo(5);
    int after = keys.liveMaster().state().sealing();
    assertThat(after).isNotEqualTo(before);
    keys.liveMaster().refresh();
    assertThat(keys.liveMaster().state().ids()).containsExactly(after);
    assertThat(codes).allSatisfy(code -> assertThat(follow(code)).contains("chuyện mật"));
    assertThatThrownBy(() -> secrets.open(secret, "totp:x"))
        .as("what lies outside of the database is not sealed anew")
        .isInstanceOf(SealBrokenException.class);
    assertThat(store.file("retired")).isNotEmptyDirectory();
  }

  @Test
  void a_process_that_has_not_read_the_file_is_waited_for_and_named() throws Exception {
    sql.run(
        """
        INSERT INTO sms.key_node
        VALUES (gen_random_uuid(), 'identity', '{1}', 1, 'test old node', now())
        """);
    Said said = new Said();
    KeyRotation.Report first = rotation.rotate(named("identity"), NONE, said);
    assertThat(first.finished()).isFalse();
    assertThat(said.waited).contains("test old node");
    KeysetHandle grown = named("identity").read(store);
    assertThat(grown.size()).isEqualTo(2);
    assertThat(grown.getPrimary().getId())
        .as("nothing is sealed under a key that a process cannot open")
        .isNotEqualTo(KeyRing.youngest(grown));

    // It reads the file, but still seals with the old key: then the old one must stay.
    int youngest = KeyRing.youngest(grown);
    sql.run(
        "UPDATE sms.key_node SET ids = '{1,%d}' WHERE place LIKE 'test %%'".formatted(youngest));
    assertThat(rotation.rotate(named("identity"), PATIENCE_SHORT, said).finished()).isFalse();
    KeysetHandle promoted = named("identity").read(store);
    assertThat(promoted.getPrimary().getId()).isEqualTo(youngest);
    assertThat(promoted.size()).isEqualTo(2);

    // Not heard of for a minute: dead. The same command goes on to the end.
    sql.run("UPDATE sms.key_node SET seen_at = now() - interval '61 s' WHERE place LIKE 'test %'");
    assertThat(rotation.rotate(named("identity"), PATIENCE, said).finished()).isTrue();
    assertThat(named("identity").read(store).size()).isEqualTo(1);
  }

  private static final KeyRotation.Patience PATIENCE_SHORT =
      new KeyRotation.Patience(Duration.ofSeconds(4), Duration.ZERO);

  @Test
  void a_rotation_that_was_killed_goes_on_with_what_is_left() throws Exception {
    for (int i = 0; i < 3; i++) {
      report();
    }
    Said dies =
        new Said() {
          @Override
          public void resealed(String column, long done, long total) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> rotation.rotate(named("master"), PATIENCE, dies)).hasMessage("killed");
    KeysetHandle between = named("master").read(store);
    assertThat(between.size()).as("both keys are there").isEqualTo(2);

    KeyRotation.Report report = rotation.rotate(named("master"), PATIENCE, new Said());
    assertThat(report.finished()).isTrue();
    assertThat(named("master").read(store).getPrimary().getId())
        .as("no third key was made")
        .isEqualTo(between.getPrimary().getId());
  }

  @Test
  void identities_are_sealed_anew_without_being_read_and_open_for_the_same_tip() {
    UUID tip = newTip();
    TipKey key = keyOf(tip);
    sealedTip(tip, key);
    assertThat(rotation.rotate(named("identity"), PATIENCE, new Said()).finished()).isTrue();
    assertThat(
            vault.openIdentity(
                key, bytes("SELECT sealed FROM tinbao.tip_identity WHERE tip_id = '" + tip + "'")))
        .isEqualTo("{\"name\":\"Lan\"}");
  }

  @Test
  void the_phone_key_is_replaced_and_numbers_are_found_and_opened_as_before() {
    PhoneNumber lan = new PhoneNumber("+84912345678");
    SealedPhone sealed = phone.seal(lan);
    UUID id = UUID.randomUUID();
    sql.run(
        """
        INSERT INTO sms.outbound (id, message_class, lane, to_hash, to_cipher, body, segments, state,
          rank, next_at, created_at, changed_at)
        VALUES ('%s', 'REPLY', 0, '%s', '%s', '%s', 1, 'QUEUED', 10, now() + interval '1 d', now(), now())
        """
            .formatted(
                id, hex(sealed.hash()), hex(sealed.cipher()), hex(phone.sealText("xin chào", id))));

    assertThat(rotation.rotate(named("phone"), PATIENCE, new Said()).finished()).isTrue();

    byte[] cipher = bytes("SELECT to_cipher FROM sms.outbound WHERE id = '" + id + "'");
    assertThat(cipher).isNotEqualTo(sealed.cipher());
    PhoneKey restarted = new PhoneKey(store, PhoneKey.FILE);
    assertThat(restarted.open(new SealedPhone(sealed.hash(), cipher))).isEqualTo(lan);
    assertThat(restarted.seal(lan).hash()).isEqualTo(sealed.hash());
    assertThat(
            restarted.openText(bytes("SELECT body FROM sms.outbound WHERE id = '" + id + "'"), id))
        .isEqualTo("xin chào");
    sql.run("DELETE FROM sms.outbound WHERE id = '" + id + "'");
  }

  @Test
  void a_text_that_waits_for_its_word_opens_after_both_keys_were_replaced() {
    PhoneNumber lan = new PhoneNumber("+84912345678");
    SealedPhone sealed = phone.seal(lan);
    UUID id = UUID.randomUUID();
    String context = "sms_held:" + id;
    sql.run(
        "INSERT INTO tinbao.sms_held VALUES ('%s', '%s', '%s', '%s', now())"
            .formatted(
                id,
                hex(sealed.hash()),
                hex(sealed.cipher()),
                hex(secrets.seal(new byte[] {1, 3, 8}, context))));

    for (String key : List.of("master", "phone")) {
      assertThat(rotation.rotate(named(key), PATIENCE, new Said()).finished()).isTrue();
    }

    String row = " FROM tinbao.sms_held WHERE id = '" + id + "'";
    assertThat(secrets.open(bytes("SELECT sealed" + row), context)).containsExactly(1, 3, 8);
    byte[] cipher = bytes("SELECT phone_cipher" + row);
    assertThat(cipher).isNotEqualTo(sealed.cipher());
    assertThat(new PhoneKey(store, PhoneKey.FILE).open(new SealedPhone(sealed.hash(), cipher)))
        .isEqualTo(lan);
    sql.run("DELETE FROM tinbao.sms_held WHERE id = '" + id + "'");
  }

  @Test
  void the_pair_for_inbound_texts_is_kept_while_a_text_waits_under_it() {
    UUID id = UUID.randomUUID();
    byte[] body = bodies.seal("toi can giup", id);
    sql.run(
        """
        INSERT INTO sms.inbound (id, provider, from_hash, from_cipher, to_number, body, received_at,
          next_at)
        VALUES ('%s', 'test', '%s', '\\x01', '8138', '%s', now(), now() + interval '1 d')
        """
            .formatted(id, "\\x" + "00".repeat(32), hex(body)));

    KeyRotation.Report first = rotation.rotate(named("sms-body"), PATIENCE, new Said());
    assertThat(first.finished()).isFalse();
    assertThat(first.left()).containsExactly("sms.inbound.body: 1");
    opener.refresh();
    assertThat(opener.open(sms(id, body))).isEqualTo("toi can giup");
    UUID newId = UUID.randomUUID();
    assertThat(opener.open(sms(newId, bodies.seal("tin moi", newId)))).isEqualTo("tin moi");

    sql.run("DELETE FROM sms.inbound WHERE id = '" + id + "'");
    assertThat(rotation.rotate(named("sms-body"), PATIENCE, new Said()).finished()).isTrue();
    opener.refresh();
    UUID last = UUID.randomUUID();
    assertThat(opener.open(sms(last, bodies.seal("sau cung", last)))).isEqualTo("sau cung");
  }

  @Test
  void a_column_that_nobody_registered_keeps_the_old_key() throws Exception {
    sql.run("CREATE TABLE tinbao.forgotten (id bigint PRIMARY KEY, secret bytea)");
    sql.run(
        "INSERT INTO tinbao.forgotten VALUES (1, '%s')"
            .formatted(hex(secrets.seal(new byte[] {1}, "forgotten:1"))));
    KeyRotation.Report report = rotation.rotate(named("master"), PATIENCE, new Said());
    assertThat(report.finished()).isFalse();
    assertThat(report.left()).containsExactly("tinbao.forgotten.secret: 1");
    assertThat(named("master").read(store).size()).isEqualTo(2);
    sql.run("DROP TABLE tinbao.forgotten");
    assertThat(rotation.rotate(named("master"), PATIENCE, new Said()).finished()).isTrue();
  }

  @Test
  void rows_of_an_old_backup_come_back_under_the_present_key_by_the_retired_one() {
    UUID tip = newTip();
    TipKey key = keyOf(tip);
    byte[] oldIdentity = vault.sealIdentity(key, "{\"name\":\"Lan\"}");
    assertThat(rotation.rotate(named("identity"), PATIENCE, new Said()).finished()).isTrue();
    keys.liveIdentity().refresh();
    assertThatThrownBy(() -> vault.openIdentity(key, oldIdentity))
        .isInstanceOf(SealBrokenException.class);
    sql.run(
        "INSERT INTO tinbao.tip_identity VALUES ('%s', '%s') ON CONFLICT (tip_id) DO UPDATE SET sealed = excluded.sealed"
            .formatted(tip, hex(oldIdentity)));

    assertThat(rotation.resealRetired(named("identity"), new Said())).isEqualTo(1);
    assertThat(
            vault.openIdentity(
                key, bytes("SELECT sealed FROM tinbao.tip_identity WHERE tip_id = '" + tip + "'")))
        .isEqualTo("{\"name\":\"Lan\"}");
  }

  @Test
  void the_command_rotates_and_leaves_its_mark_in_the_audit() {
    CommandLine command = new CommandLine(beans.getBean(RotateKeysCommand.class));
    assertThat(command.execute("--key", "identity", "--settle", "0")).isZero();
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.audit"
                    + " WHERE action = 'KEY_ROTATED' AND subject_id = 'identity'"))
        .isEqualTo(1);
    command.setExecutionExceptionHandler((e, c, p) -> e.getMessage().contains("master") ? 7 : 1);
    assertThat(command.execute("--key", "hash")).as("names those that can be").isEqualTo(7);
  }

  @Test
  void two_rotations_at_once_are_refused() throws Exception {
    try (Connection other = database.address().connect("test");
        Statement statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + 0x746B726F74617465L + ")");
      assertThatThrownBy(() -> rotation.rotate(named("master"), NONE, new Said()))
          .hasMessageContaining("Another rotation");
    }
  }

  /** The files on the way stay as they must: for their owner only, readable at every moment. */
  @Test
  void key_files_stay_private_through_a_rotation() throws Exception {
    rotation.rotate(named("master"), PATIENCE, new Said());
    assertThat(Files.getPosixFilePermissions(store.file("master.key")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (var files = Files.list(store.folder())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .allMatch(name -> name.matches("retired|.*\\.(key|private|public)"));
    }
  }

  private void sealedTip(UUID tip, TipKey key) {
    sql.run(
        "INSERT INTO tinbao.tip_identity VALUES ('%s', '%s') ON CONFLICT (tip_id) DO UPDATE SET sealed = excluded.sealed"
            .formatted(tip, hex(vault.sealIdentity(key, "{\"name\":\"Lan\"}"))));
  }

  private static RotatingKey named(String name) {
    return RotatingKey.all().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
  }

  private static InboundSms sms(UUID id, byte[] body) {
    return new InboundSms(
        id,
        new SealedPhone(new byte[32], new byte[0]),
        "8138",
        body,
        java.time.Instant.EPOCH,
        "test");
  }

  private byte[] bytes(String query) {
    String text = sql.text(query);
    return java.util.HexFormat.of().parseHex(text.substring(2));
  }

  private static String hex(byte[] bytes) {
    return "\\x" + java.util.HexFormat.of().formatHex(bytes);
  }

  private String report() {
    return Tips.submit(intake, "chuyện mật ở xã Khánh Khê").code().grouped();
  }

  /** A tip of which only the id matters. */
  private UUID newTip() {
    return Tips.submit(intake, "chuyện mật ở xã Khánh Khê").id();
  }

  private TipKey keyOf(UUID tip) {
    return vault.open(
        tip, bytes("SELECT wrapped FROM tinbao.tip_key WHERE tip_id = '" + tip + "'"));
  }

  private String follow(String code) {
    return followUp.view(code).orElseThrow().messages().get(0).text();
  }

  /** Remembers whom was waited for. */
  private static class Said implements KeyRotation.Listener {
    final List<String> waited = new ArrayList<>();

    @Override
    public void step(String what) {}

    @Override
    public void resealed(String column, long done, long total) {}

    @Override
    public void waitingFor(Set<String> places) {
      waited.addAll(places);
    }
  }
}
