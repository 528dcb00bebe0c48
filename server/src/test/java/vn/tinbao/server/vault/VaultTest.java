package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.sms.db.HomeDirectory;

class VaultTest {
  private static final UUID TIP = UUID.fromString("019a0000-0000-7000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("019a0000-0000-7000-8000-000000000002");
  private static final String COLUMN = "tip_message.body";

  @TempDir Path home;
  private VaultKeys keys;
  private TipVault vault;

  @BeforeEach
  void open() {
    keys = new VaultKeys(new HomeDirectory(home));
    vault = vault(keys);
  }

  @Test
  void what_was_sealed_opens_again_after_a_restart() {
    TipKey key = vault.newKey(TIP);
    byte[] sealed = key.seal("cháu bị nhốt ở Ia Đal", COLUMN, TIP);
    TipVault restarted = vault(new VaultKeys(new HomeDirectory(home)));
    assertThat(restarted.open(TIP, key.wrapped()).open(sealed, COLUMN, TIP))
        .isEqualTo("cháu bị nhốt ở Ia Đal");
  }

  @Test
  void a_sealed_value_shows_nothing_of_its_text() {
    byte[] sealed = vault.newKey(TIP).seal("MARKER-MARKER-MARKER", COLUMN, TIP);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("MARKER");
  }

  @Test
  void a_value_moved_to_another_row_column_or_tip_does_not_open() {
    TipKey key = vault.newKey(TIP);
    byte[] sealed = key.seal("x", COLUMN, TIP);
    assertThatThrownBy(() -> key.open(sealed, COLUMN, OTHER))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> key.open(sealed, "tip_reading.understood", TIP))
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> vault.newKey(OTHER).open(sealed, COLUMN, TIP))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void a_key_does_not_open_for_another_tip_nor_under_another_master_key(@TempDir Path elsewhere) {
    byte[] wrapped = vault.newKey(TIP).wrapped();
    assertThatThrownBy(() -> vault.open(OTHER, wrapped)).isInstanceOf(SealBrokenException.class);
    TipVault stranger = vault(new VaultKeys(new HomeDirectory(elsewhere)));
    assertThatThrownBy(() -> stranger.open(TIP, wrapped)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void an_identity_needs_both_the_tips_own_key_and_the_identity_key(@TempDir Path elsewhere) {
    TipKey key = vault.newKey(TIP);
    byte[] sealed = vault.sealIdentity(key, "{\"name\":\"Lan\"}");
    assertThat(vault.openIdentity(key, sealed)).isEqualTo("{\"name\":\"Lan\"}");

    assertThatThrownBy(() -> vault.openIdentity(vault.newKey(TIP), sealed))
        .as("the tip's key was destroyed")
        .isInstanceOf(SealBrokenException.class);
    assertThatThrownBy(() -> key.open(sealed, "tip_identity.sealed", TIP))
        .as("the tip's key alone, which desks have")
        .isInstanceOf(SealBrokenException.class);
    TipVault stranger = vault(new VaultKeys(new HomeDirectory(elsewhere)));
    assertThatThrownBy(() -> stranger.openIdentity(key, sealed))
        .isInstanceOf(SealBrokenException.class);
    TipKey other = vault.newKey(OTHER);
    assertThatThrownBy(() -> vault.openIdentity(other, sealed))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void bytes_are_sealed_like_texts() {
    TipKey key = vault.newKey(TIP);
    byte[] sealed = key.seal(new byte[] {0, -1, 7}, COLUMN, TIP);
    assertThat(key.openBytes(sealed, COLUMN, TIP)).containsExactly(0, -1, 7);
    assertThatThrownBy(() -> key.openBytes(sealed, COLUMN, OTHER))
        .isInstanceOf(SealBrokenException.class);
  }

  @Test
  void a_changed_byte_is_noticed() {
    TipKey key = vault.newKey(TIP);
    byte[] sealed = key.seal("x", COLUMN, TIP);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> key.open(sealed, COLUMN, TIP)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void a_secret_opens_only_in_its_own_context() {
    SecretSeal seal = new MasterSecretSeal(keys);
    byte[] sealed = seal.seal(new byte[] {1, 2, 3}, "totp:a");
    assertThat(seal.open(sealed, "totp:a")).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> seal.open(sealed, "totp:b")).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void key_files_are_for_their_owner_only_and_a_readable_one_is_refused() throws IOException {
    Path master = home.resolve("keys/master.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(master)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> new VaultKeys(new HomeDirectory(home)))
        .hasMessageContaining("master.key")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_broken_key_file_is_named() throws IOException {
    Files.writeString(home.resolve("keys/hash.key"), "nothing");
    assertThatThrownBy(() -> new VaultKeys(new HomeDirectory(home)))
        .hasMessageContaining("hash.key")
        .hasMessageContaining("key backup");
  }

  @Test
  void the_same_id_and_replay_key_always_give_the_same_receipt_and_nothing_else_does() {
    ReceiptCodes codes = new ReceiptCodes(keys);
    byte[] replayKey = new byte[16];
    ReceiptCode code = codes.issue(TIP, replayKey);
    assertThat(new ReceiptCodes(new VaultKeys(new HomeDirectory(home))).issue(TIP, replayKey))
        .isEqualTo(code);
    Set<ReceiptCode> seen = new HashSet<>(Set.of(code));
    assertThat(seen.add(codes.issue(OTHER, replayKey))).isTrue();
    for (int i = 0; i < 16; i++) {
      byte[] other = replayKey.clone();
      other[i] ^= 1;
      assertThat(seen.add(codes.issue(TIP, other))).isTrue();
    }
  }

  @Test
  void stored_hashes_depend_on_a_key_that_is_not_in_the_database(@TempDir Path elsewhere) {
    ReceiptCodes codes = new ReceiptCodes(keys);
    ReceiptCode code = codes.issue(TIP, new byte[16]);
    ReceiptCodes stranger = new ReceiptCodes(new VaultKeys(new HomeDirectory(elsewhere)));
    assertThat(Arrays.equals(codes.hash(code), stranger.hash(code))).isFalse();
    assertThat(codes.replayHash(TIP, new byte[16]))
        .isNotEqualTo(codes.replayHash(OTHER, new byte[16]));
  }

  /** Without a database: nothing is destroyed here. */
  private static TipVault vault(VaultKeys keys) {
    return new TipVault(keys, null, null);
  }
}
