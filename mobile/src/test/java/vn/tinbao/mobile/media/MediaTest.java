package vn.tinbao.mobile.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.attachment.clean.Cleaners;
import vn.tinbao.server.attachment.clean.FileKind;
import vn.tinbao.server.testing.Samples;

/**
 * The server's samples have a mark wherever such a file can say who made it. Its cleaner, whose own
 * tests look at pixels and players, is the yardstick.
 */
class MediaTest {
  @TempDir Path folder;

  private static Map<MediaKind, byte[]> samples() {
    return Map.of(
        MediaKind.JPEG, Samples.jpeg(), MediaKind.PNG, Samples.png(), MediaKind.MP4, Samples.mp4());
  }

  @TestFactory
  Stream<DynamicTest> no_mark_is_left_and_the_copy_is_the_servers_byte_for_byte() {
    return samples().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey().name(),
                    () -> {
                      byte[] original = sample.getValue();
                      assertThat(Media.kind(Source.of(original))).isEqualTo(sample.getKey());
                      byte[] copy = clean(original);
                      assertThat(text(copy)).doesNotContain("DAUVET").doesNotContain("Nguyen");
                      assertThat(copy).isEqualTo(cleanedByServer(sample.getKey(), original));
                      assertThat(clean(copy)).as("clean already").isEqualTo(copy);
                    }));
  }

  /** Cut, turned and spoilt: what the server cleans the phone cleans alike, else both refuse. */
  @TestFactory
  Stream<DynamicTest> a_spoilt_file_is_cleaned_or_refused_as_the_server_does() {
    return samples().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey().name(),
                    () -> {
                      byte[] original = sample.getValue();
                      Random random = new Random(138);
                      int refused = 0;
                      int rounds = original.length > 20_000 ? 40 : 200;
                      for (int i = 0; i < rounds; i++) {
                        byte[] spoilt = spoil(original, random, i);
                        byte[] phone = cleanOrNull(spoilt);
                        refused += phone == null ? 1 : 0;
                        if (phone != null) {
                          MediaKind kind = Media.kind(Source.of(spoilt));
                          assertThat(phone).isEqualTo(cleanedByServer(kind, spoilt));
                        }
                      }
                      assertThat(refused).isPositive();
                    }));
  }

  @Test
  void what_is_no_kind_of_ours_is_said_to_be_so() throws IOException {
    for (byte[] other :
        new byte[][] {
          {}, {1}, "%PDF-1.7".getBytes(StandardCharsets.US_ASCII), Samples.mp3(), new byte[5000]
        }) {
      assertThat(Media.kind(Source.of(other))).isEqualTo(MediaKind.OTHER);
      assertThatThrownBy(() -> clean(other))
          .isInstanceOfSatisfying(
              Uncleanable.class,
              e -> assertThat(e.reason()).isEqualTo(Uncleanable.Reason.UNKNOWN_KIND));
    }
    byte[] heic = Samples.mp4();
    System.arraycopy("heic".getBytes(StandardCharsets.US_ASCII), 0, heic, 8, 4);
    assertThat(Media.kind(Source.of(heic))).isEqualTo(MediaKind.OTHER);
  }

  @Test
  void a_file_of_the_phone_is_read_like_bytes_in_memory() throws IOException {
    Path file = folder.resolve("photo.jpg");
    Files.write(file, Samples.jpeg());
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (FileSource source = Source.of(file)) {
      Media.clean(source, copy);
    }
    assertThat(copy.toByteArray()).isEqualTo(clean(Samples.jpeg()));
    assertThat(Files.readAllBytes(file)).as("only read").isEqualTo(Samples.jpeg());
  }

  private static byte[] spoil(byte[] original, Random random, int round) {
    byte[] spoilt =
        round % 2 == 0
            ? Arrays.copyOf(original, random.nextInt(original.length))
            : original.clone();
    for (int n = 0; n < round % 7 && spoilt.length > 0; n++) {
      spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
    }
    return spoilt;
  }

  private static byte[] clean(byte[] original) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Media.clean(Source.of(original), copy);
    return copy.toByteArray();
  }

  private static byte[] cleanOrNull(byte[] original) throws IOException {
    try {
      return clean(original);
    } catch (Uncleanable refused) {
      return null;
    }
  }

  private static byte[] cleanedByServer(MediaKind kind, byte[] original) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Cleaners.clean(
        FileKind.valueOf(kind.name()), vn.tinbao.server.attachment.clean.Source.of(original), copy);
    return copy.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
