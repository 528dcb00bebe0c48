package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault behind a PIN. */
class PinTest {
  private static final byte[] CONTENT = "hai cháu gái".getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;

  private Path vault() {
    return home.resolve("v");
  }

  private void sealed() {
    try (Vault vault = Vault.open(vault())) {
      vault.put("a", CONTENT);
      vault.protect("730512".toCharArray());
    }
  }

  private static Unlocking tried(Path directory, String pin) {
    return Vault.unlock(directory, pin.toCharArray());
  }

  @Test
  void opens_with_its_pin_only_and_with_everything_that_was_in_it() {
    assertThat(Vault.standing(vault())).isEqualTo(Vault.Standing.NONE);
    sealed();
    assertThat(Vault.standing(vault())).isEqualTo(Vault.Standing.PIN);
    assertThatThrownBy(() -> Vault.open(vault())).isInstanceOf(VaultException.class);
    assertThat(tried(vault(), "730513")).isEqualTo(new Unlocking.Wrong(9));
    Unlocking opened = tried(vault(), "730512");
    assertThat(opened).isInstanceOf(Unlocking.Opened.class);
    try (Vault vault = ((Unlocking.Opened) opened).vault()) {
      assertThat(vault.get("a")).contains(CONTENT);
      vault.unprotect();
    }
    try (Vault vault = Vault.open(vault())) {
      assertThat(vault.get("a")).contains(CONTENT);
    }
  }

  @Test
  void a_right_pin_gives_all_tries_back_and_a_new_one_replaces_the_old() {
    sealed();
    assertThat(tried(vault(), "1")).isEqualTo(new Unlocking.Wrong(9));
    try (Vault vault = ((Unlocking.Opened) tried(vault(), "730512")).vault()) {
      vault.protect("99887766".toCharArray());
    }
    assertThat(tried(vault(), "730512")).isEqualTo(new Unlocking.Wrong(9));
    assertThat(tried(vault(), "99887766")).isInstanceOf(Unlocking.Opened.class);
  }

  @Test
  void the_tenth_wrong_pin_in_a_row_leaves_nothing() throws IOException {
    sealed();
    Files.write(vault().resolve("tries"), new byte[] {8});
    assertThat(tried(vault(), "1")).isEqualTo(new Unlocking.Wrong(1));
    assertThat(tried(vault(), "1")).isEqualTo(new Unlocking.Destroyed());
    assertThat(vault()).doesNotExist();
  }

  @Test
  void a_count_that_was_tampered_with_gives_no_more_tries() throws IOException {
    sealed();
    Files.write(vault().resolve("tries"), new byte[] {-1, 3});
    assertThat(tried(vault(), "730512")).isEqualTo(new Unlocking.Destroyed());
  }

  @Test
  void a_key_file_that_is_cut_or_asks_for_absurd_work_is_refused_and_destroys_nothing()
      throws IOException {
    sealed();
    Path key = vault().resolve("key");
    byte[] right = Files.readAllBytes(key);
    for (int cut : new int[] {0, 4, 5, 40, right.length - 1}) {
      Files.write(key, Arrays.copyOf(right, cut));
      assertThatThrownBy(() -> tried(vault(), "730512"))
          .as("%d bytes", cut)
          .isInstanceOf(VaultException.class);
      Files.delete(vault().resolve("tries"));
    }
    byte[] absurd = right.clone();
    absurd[5] = 0x7f;
    Files.write(key, absurd);
    assertThatThrownBy(() -> tried(vault(), "730512")).isInstanceOf(VaultException.class);
    Files.write(key, right);
    assertThat(tried(vault(), "730512")).isInstanceOf(Unlocking.Opened.class);
  }

  @Test
  void nothing_of_the_pin_or_the_bare_key_is_in_the_file() throws IOException {
    Path key = vault().resolve("key");
    try (Vault vault = Vault.open(vault())) {
      byte[] bare = Files.readAllBytes(key);
      vault.protect("730512".toCharArray());
      String wrapped = new String(Files.readAllBytes(key), StandardCharsets.ISO_8859_1);
      assertThat(wrapped)
          .doesNotContain("730512")
          .doesNotContain(new String(Arrays.copyOfRange(bare, 5, 37), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void a_bare_key_that_a_dying_phone_left_beside_is_gone_before_anything_else() throws IOException {
    Path left = vault().resolve("key.tmp");
    try (Vault vault = Vault.open(vault())) {
      byte[] bare = Files.readAllBytes(vault().resolve("key"));
      vault.protect("730512".toCharArray());
      Files.write(left, bare);
      assertThat(Vault.standing(vault())).isEqualTo(Vault.Standing.PIN);
      assertThat(left).doesNotExist();
      Files.write(left, bare);
    }
    assertThat(tried(vault(), "1")).isEqualTo(new Unlocking.Wrong(9));
    assertThat(left).doesNotExist();
    try (Vault vault = ((Unlocking.Opened) tried(vault(), "730512")).vault()) {
      Files.write(left, new byte[37]);
      vault.wipe();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void tries_made_at_once_are_counted_each() {
    sealed();
    List<Integer> left =
        Stream.of("1", "2", "3", "4")
            .map(pin -> CompletableFuture.supplyAsync(() -> tried(vault(), pin)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(wrong -> ((Unlocking.Wrong) wrong).left())
            .sorted()
            .toList();
    assertThat(left).containsExactly(6, 7, 8, 9);
  }

  @Test
  void an_open_vault_can_be_asked_for_its_pin_and_nothing_in_its_directory_changes()
      throws IOException {
    try (Vault vault = Vault.open(vault())) {
      vault.protect("730512".toCharArray());
      Path beingWritten = vault().resolve("records").resolve("0".repeat(32) + ".tmp");
      Files.write(beingWritten, new byte[1]);
      assertThat(vault.check("1".toCharArray())).isEqualTo(new Unlocking.Wrong(9));
      assertThat(vault.check("730512".toCharArray())).isEqualTo(new Unlocking.Opened(vault));
      assertThat(beingWritten).exists();
      vault.put("a", CONTENT);
      assertThat(vault.get("a")).contains(CONTENT);
    }
    assertThat(tried(vault(), "1")).isEqualTo(new Unlocking.Wrong(9));
  }
}
