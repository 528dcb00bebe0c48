package vn.tinbao.mobile.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFilesTest {
  private static final String MARKER = "ZEBRAQUAGGA";

  @TempDir Path home;
  private Vault vault;
  private SealedFiles files;

  @BeforeEach
  void open() {
    vault = Vault.open(home);
    files = vault.files();
  }

  @Test
  void files_of_every_length_come_back_whole_and_from_any_byte() throws IOException {
    int piece = SealedFiles.PIECE - 4;
    for (int length : new int[] {0, 1, 4091, 4092, 4093, piece - 1, piece, piece + 1, 3 * piece}) {
      byte[] content = bytes(length);
      keep("f" + length, content);
      assertThat(read("f" + length, 0)).as("%d bytes", length).isEqualTo(content);
      for (int from : new int[] {1, length / 2, piece, length}) {
        if (from <= length) {
          assertThat(read("f" + length, from))
              .as("%d bytes from %d", length, from)
              .isEqualTo(Arrays.copyOfRange(content, from, length));
        }
      }
    }
  }

  @Test
  void nothing_readable_lies_on_the_disk_neither_before_nor_after_it_is_kept() throws IOException {
    byte[] content = (MARKER + " ").repeat(20_000).getBytes(StandardCharsets.UTF_8);
    try (SealedFiles.Draft draft = files.create(MARKER + ".jpg")) {
      draft.write(content);
      assertNothingReadable();
      draft.keep();
    }
    assertNothingReadable();
    assertThat(read(MARKER + ".jpg", 0)).isEqualTo(content);
  }

  @Test
  void what_was_not_kept_leaves_nothing() throws IOException {
    try (SealedFiles.Draft draft = files.create("half")) {
      draft.write(bytes(200_000));
    }
    assertThat(files.contains("half")).isFalse();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void a_piece_that_was_changed_cut_off_or_moved_is_refused() throws IOException {
    keep("a", bytes(200_000));
    Path first = onDisk().get(0);
    keep("b", bytes(200_000));
    Path second = onDisk().stream().filter(file -> !file.equals(first)).findFirst().orElseThrow();
    byte[] good = Files.readAllBytes(first);

    byte[] changed = good.clone();
    changed[100_000] ^= 1;
    refused(first, changed);
    refused(first, Arrays.copyOf(good, 20 + SealedFiles.PIECE + 16));
    refused(first, Arrays.copyOf(good, good.length - 1));
    refused(first, Files.readAllBytes(second));
    byte[] swapped = good.clone();
    int one = SealedFiles.PIECE + 16;
    System.arraycopy(good, 20, swapped, 20 + one, one);
    System.arraycopy(good, 20 + one, swapped, 20, one);
    refused(first, swapped);
    Files.write(first, good);
    assertThat(read("a", 0)).hasSize(200_000);
    assertThat(read("b", 0)).hasSize(200_000);
  }

  @Test
  void files_that_nobody_wants_any_more_go_and_the_others_stay() {
    keep("wanted", bytes(10));
    keep("orphan", bytes(10));
    vault.close();
    vault = Vault.open(home);
    files = vault.files();
    files.keepOnly(List.of("wanted", "never was"));
    assertThat(files.contains("wanted")).isTrue();
    assertThat(files.contains("orphan")).isFalse();
    assertThat(files.delete("wanted")).isTrue();
    assertThat(files.delete("wanted")).isFalse();
  }

  @Test
  void a_wipe_takes_them_along() throws IOException {
    keep("a", bytes(10));
    vault.wipe();
    assertThat(onDisk()).isEmpty();
    assertThat(vault.files().contains("a")).isFalse();
  }

  @Test
  void a_closed_vault_opens_no_file() {
    keep("a", bytes(10));
    vault.close();
    assertThatThrownBy(() -> files.open("a", 0)).isInstanceOf(VaultException.class);
    assertThatThrownBy(() -> files.create("b")).isInstanceOf(VaultException.class);
  }

  private void refused(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    assertThatThrownBy(() -> assertThat(read("a", 0)).hasSize(200_000))
        .isInstanceOfAny(VaultException.class, IOException.class);
  }

  private void keep(String name, byte[] content) {
    try (SealedFiles.Draft draft = files.create(name)) {
      for (int at = 0; at < content.length; at += 10_007) {
        draft.write(content, at, Math.min(10_007, content.length - at));
      }
      draft.keep();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] read(String name, long from) throws IOException {
    try (InputStream in = files.open(name, from)) {
      return in.readAllBytes();
    }
  }

  private void assertNothingReadable() throws IOException {
    assertThat(onDisk()).isNotEmpty();
    for (Path file : onDisk()) {
      String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(all).doesNotContain(MARKER);
      assertThat(file.toString()).doesNotContain(MARKER);
    }
  }

  private List<Path> onDisk() throws IOException {
    if (!Files.exists(home.resolve("files"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home.resolve("files"))) {
      return all.sorted().toList();
    }
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
