package vn.tinbao.mobile.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.tinbao.mobile.json.Codec;
import vn.tinbao.mobile.media.Media;
import vn.tinbao.mobile.media.Source;
import vn.tinbao.mobile.platform.Capture;
import vn.tinbao.mobile.platform.PickedFile;
import vn.tinbao.mobile.store.TypedRecords;
import vn.tinbao.mobile.store.Unlocking;
import vn.tinbao.mobile.store.Vault;
import vn.tinbao.mobile.testing.TestMachine;
import vn.tinbao.server.testing.Samples;

/**
 * An officer's photo whose app dies: with the camera open, at any byte of sealing it without a PIN,
 * or between any two of the steps after that. It arrives whole and once, and nothing lies readable.
 */
class SparesTest {
  private static final char[] PIN = "730512".toCharArray();
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path home;
  @TempDir Path camera;
  @TempDir Path scratch;

  private final TestMachine machine = new TestMachine();
  private final List<AttachedFile> attached = new ArrayList<>();
  private Path photo;

  private final class Task implements Captures.Owner {
    @Override
    public void expect(Whose whose) {}

    @Override
    public List<AttachedFile> filesOf(String id) {
      return List.copyOf(attached);
    }

    @Override
    public int elsewhere(String id) {
      return 0;
    }

    @Override
    public void attach(Whose whose, AttachedFile file) {
      attached.add(file);
    }
  }

  private Captures captures(Vault vault, Vault phone) {
    return new Captures(
        vault,
        machine,
        new Underway(),
        Runnable::run,
        new Captures.Limits(1 << 20, 1 << 20, 5),
        new Task(),
        new Spares(phone, home.resolve("officer")),
        Clock.systemUTC());
  }

  @BeforeEach
  void the_app_dies_with_the_camera_open() throws IOException {
    try (Vault vault = Vault.open(home.resolve("officer"));
        Vault phone = Vault.open(home.resolve("phone"))) {
      vault.protect(PIN);
      machine.takesItsTime();
      Captures captures = captures(vault, phone);
      captures.start();
      captures.take(Capture.Way.PHOTO, Whose.of("task"));
    }
    photo = Files.write(camera.resolve("now.jpg"), Samples.jpeg());
  }

  static Stream<Integer> bytes() throws IOException {
    // Heads, the middle of pieces, their ends; -1: whole, but the note about it is not there.
    return Stream.concat(
        Stream.of(-1), IntStream.of(0, 1, 3, 4, 19, 20, 35, 36, 37, 100, 1000, 4096).boxed());
  }

  @ParameterizedTest
  @MethodSource("bytes")
  void the_photo_arrives_whole_and_once_whatever_byte_the_phone_died_at(int died)
      throws IOException {
    dieWhileSealing(died);
    sealWithoutPin(home);
    assertThat(photo).as("readable").doesNotExist();
    arrivesOnce();
  }

  @Test
  void a_phone_that_died_before_it_removed_what_lay_readable_removes_it() throws IOException {
    byte[] taken = Files.readAllBytes(photo);
    sealWithoutPin(home);
    Files.write(photo, taken);
    sealWithoutPin(home);
    assertThat(photo).doesNotExist();
    arrivesOnce();
  }

  @Test
  void what_was_sealed_is_read_with_the_pin_only() throws IOException {
    sealWithoutPin(home);
    byte[] clean = clean();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain(new String(clean, 0, 64, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    arrivesOnce();
    try (Vault phone = Vault.open(home.resolve("phone"))) {
      assertThat(phone.names("ticket/")).as("what could have sealed it").isEmpty();
    }
  }

  @Test
  void a_file_that_was_made_before_the_officers_camera_is_not_the_officers() throws IOException {
    Files.setLastModifiedTime(
        photo, java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(600)));
    try (Vault phone = Vault.open(home.resolve("phone"))) {
      List<PickedFile> rest =
          new Spares(phone, home.resolve("officer"))
              .takeIn(
                  List.of(new PickedFile(photo, true)),
                  List.of(Instant.now().minusSeconds(700)),
                  new Underway());
      assertThat(rest).hasSize(1);
    }
    assertThat(photo).exists();
  }

  /** As if so many bytes had reached the disk. */
  private void dieWhileSealing(int bytes) throws IOException {
    copy(home, scratch);
    Set<Path> before = files(scratch);
    String noteFile;
    try (Vault phone = Vault.open(home.resolve("phone"))) {
      noteFile =
          new TypedRecords<>(phone, "ticket/", Codec.of(Ticket.class)).all().get(0).note().file();
    }
    Path kept = photo;
    photo = Files.copy(photo, camera.resolve("copy.jpg"));
    sealWithoutPin(scratch);
    photo = kept;
    for (Path made : files(scratch)) {
      if (before.contains(made)) {
        continue;
      }
      byte[] whole = Files.readAllBytes(scratch.resolve(made));
      boolean note = made.endsWith(noteFile);
      if (bytes >= 0) {
        Files.write(
            home.resolve(made + ".tmp"),
            java.util.Arrays.copyOf(whole, Math.min(bytes, whole.length)));
      } else if (!note) {
        Files.write(home.resolve(made), whole);
      }
    }
  }

  private void sealWithoutPin(Path where) {
    try (Vault phone = Vault.open(where.resolve("phone"))) {
      Underway underway = new Underway();
      List<PickedFile> rest =
          new Spares(phone, where.resolve("officer"))
              .takeIn(List.of(new PickedFile(photo, true)), List.of(), underway);
      assertThat(rest).isEmpty();
      await().atMost(SOON).until(underway::idle);
    }
  }

  private void arrivesOnce() throws IOException {
    Unlocking end = Vault.unlock(home.resolve("officer"), PIN);
    try (Vault vault = ((Unlocking.Opened) end).vault();
        Vault phone = Vault.open(home.resolve("phone"))) {
      captures(vault, phone).start();
      assertThat(attached).hasSize(1);
      assertThat(attached.get(0).cleaned()).isTrue();
      try (var bytes = vault.files().open(attached.get(0).id(), 0)) {
        assertThat(bytes.readAllBytes()).isEqualTo(clean());
      }
      captures(vault, phone).start();
      assertThat(attached).as("at the next start").hasSize(1);
    }
  }

  private static byte[] clean() throws IOException {
    ByteArrayOutputStream clean = new ByteArrayOutputStream();
    Media.clean(Source.of(Samples.jpeg()), clean);
    return clean.toByteArray();
  }

  private static Set<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(file -> file.startsWith("officer/files"))
          .collect(Collectors.toSet());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(
          file -> {
            try {
              Path there = to.resolve(from.relativize(file).toString());
              if (Files.isDirectory(file)) {
                Files.createDirectories(there);
              } else {
                Files.copy(file, there);
              }
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
