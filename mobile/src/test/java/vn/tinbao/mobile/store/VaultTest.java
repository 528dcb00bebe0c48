package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  @TempDir Path home;

  @Test
  void a_record_comes_back_as_it_was_kept_also_after_a_restart() {
    try (Vault vault = open()) {
      vault.put("draft", bytes("Có người rủ cháu gái tôi đi xa"));
      vault.put("empty", new byte[0]);
    }
    try (Vault again = open()) {
      assertThat(again.get("draft")).contains(bytes("Có người rủ cháu gái tôi đi xa"));
      assertThat(again.get("empty")).contains(new byte[0]);
      assertThat(again.get("nothing")).isEmpty();
      assertThat(again.names("")).containsExactly("draft", "empty");
      assertThat(again.names("dr")).containsExactly("draft");
    }
  }

  @Test
  void the_newest_of_a_name_wins_and_a_deleted_one_is_gone() {
    try (Vault vault = open()) {
      vault.put("a", bytes("first"));
      vault.put("a", bytes("second"));
      vault.put("b", bytes("other"));
      assertThat(vault.delete("b")).isTrue();
      assertThat(vault.delete("b")).isFalse();
    }
    try (Vault again = open()) {
      assertThat(again.get("a")).contains(bytes("second"));
      assertThat(again.names("")).containsExactly("a");
    }
  }

  @Test
  void nothing_in_the_directory_can_be_read_neither_contents_nor_names() throws IOException {
    try (Vault vault = open()) {
      vault.put("received/0190-secret-name", bytes("BIMAT ".repeat(500)));
    }
    for (Path file : files()) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(content + file).doesNotContain("BIMAT", "received", "0190");
    }
  }

  @Test
  void the_same_words_look_different_every_time_and_lengths_tell_little() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("no"));
      byte[] first = Files.readAllBytes(record());
      vault.put("a", bytes("a much longer sentence than before, but not by five hundred bytes"));
      byte[] second = Files.readAllBytes(record());
      assertThat(second).hasSameSizeAs(first);
      vault.put("a", bytes("no"));
      assertThat(Files.readAllBytes(record())).isNotEqualTo(first);
    }
  }

  @Test
  void a_changed_byte_is_noticed_wherever_it_is() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("true"));
    }
    byte[] good = Files.readAllBytes(record());
    for (int position : List.of(0, 1, 12, 13, 200, good.length - 1)) {
      byte[] bad = good.clone();
      bad[position] ^= 1;
      Files.write(record(), bad);
      try (Vault vault = open()) {
        assertThat(vault.unreadable()).as("byte %d", position).isEqualTo(1);
        assertThat(vault.get("a")).isEmpty();
      }
    }
  }

  @Test
  void a_record_that_was_changed_while_the_app_runs_is_refused() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("true"));
      byte[] bad = Files.readAllBytes(record());
      bad[40] ^= 1;
      Files.write(record(), bad);
      assertThatThrownBy(() -> vault.get("a")).isInstanceOf(VaultException.class);
    }
  }

  @Test
  void swapped_files_are_noticed() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("mine"));
      vault.put("b", bytes("yours"));
    }
    List<Path> records = files().stream().filter(f -> f.toString().contains("records")).toList();
    Files.copy(records.get(0), records.get(1), StandardCopyOption.REPLACE_EXISTING);
    try (Vault vault = open()) {
      assertThat(vault.unreadable()).isEqualTo(1);
      assertThat(vault.names("")).hasSize(1);
    }
  }

  @Test
  void a_half_written_file_of_a_dead_phone_is_cleared_away() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("whole"));
    }
    Files.write(record().resolveSibling("0123456789abcdef.tmp"), new byte[] {1, 2, 3});
    try (Vault vault = open()) {
      assertThat(vault.get("a")).contains(bytes("whole"));
      assertThat(files().toString()).doesNotContain(".tmp");
    }
  }

  @Test
  void a_damaged_key_is_said_and_nothing_is_destroyed() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("still there"));
    }
    byte[] key = Files.readAllBytes(home.resolve("key"));
    Files.write(home.resolve("key"), new byte[] {1, 2, 3});
    assertThatThrownBy(this::open).isInstanceOf(VaultException.class);
    Files.write(home.resolve("key"), key);
    try (Vault vault = open()) {
      assertThat(vault.get("a")).contains(bytes("still there"));
    }
  }

  @Test
  void after_a_wipe_the_vault_is_empty_and_goes_on_under_another_key() throws IOException {
    byte[] oldKey;
    try (Vault vault = open()) {
      vault.put("a", bytes("gone"));
      oldKey = Files.readAllBytes(home.resolve("key"));
      vault.wipe();
      assertThat(vault.names("")).isEmpty();
      vault.put("b", bytes("new"));
    }
    assertThat(Files.readAllBytes(home.resolve("key"))).isNotEqualTo(oldKey);
    try (Vault again = open()) {
      assertThat(again.names("")).containsExactly("b");
    }
  }

  @Test
  void what_a_broken_off_wipe_left_without_its_key_is_removed() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("gone"));
    }
    Files.delete(home.resolve("key"));
    try (Vault again = open()) {
      assertThat(again.names("")).isEmpty();
      assertThat(again.unreadable()).isZero();
    }
  }

  @Test
  void destroyed_means_not_a_single_file() {
    Vault vault = open();
    vault.put("a", bytes("gone"));
    vault.destroy();
    assertThat(home).doesNotExist();
    assertThatThrownBy(() -> vault.put("a", bytes("late"))).isInstanceOf(VaultException.class);
  }

  @Test
  void only_the_owner_may_look() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("x"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_phone_that_cannot_write_says_so_and_keeps_the_earlier_record() throws IOException {
    try (Vault vault = open()) {
      vault.put("a", bytes("earlier"));
      Path blocked = record().resolveSibling(record().getFileName() + ".tmp");
      Files.createDirectory(blocked);
      assertThatThrownBy(() -> vault.put("a", bytes("later"))).isInstanceOf(VaultException.class);
      assertThat(vault.get("a")).contains(bytes("earlier"));
      assertThat(blocked).as("nothing unfinished stays behind").doesNotExist();
    }
  }

  private Vault open() {
    return Vault.open(home);
  }

  private Path record() throws IOException {
    return files().stream()
        .filter(file -> file.getParent().endsWith("records"))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
