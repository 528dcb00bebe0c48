package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiPartTest {
  private static final String TYPE = "multipart/form-data; boundary=--ranh--";
  private static final String TWO =
      "----ranh--\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n1234\r\n"
          + "----ranh--\r\nContent-Type: image/jpeg\r\n"
          + "content-disposition: form-data; name=\"files\"; filename=\"ảnh.jpg\"\r\n\r\n"
          + "a\r\n--\r\n----ranh\r\nb\r\n----ranh----\r\nđuôi";

  @Test
  void parts_come_one_by_one_with_all_that_looks_like_a_boundary_in_them() throws IOException {
    MultiPart form = new MultiPart(in(TWO), TYPE);
    MultiPart.Part code = form.next().orElseThrow();
    assertThat(code.name()).isEqualTo("code");
    assertThat(code.file()).isNull();
    assertThat(code.text(10)).isEqualTo("1234");
    MultiPart.Part file = form.next().orElseThrow();
    assertThat(file.file()).isEqualTo("ảnh.jpg");
    assertThat(file.text(100)).isEqualTo("a\r\n--\r\n----ranh\r\nb");
    assertThat(form.next()).isEmpty();
    assertThat(form.next()).isEmpty();
  }

  @Test
  void a_part_that_nobody_reads_is_skipped() throws IOException {
    MultiPart form = new MultiPart(in(TWO), TYPE);
    form.next();
    assertThat(form.next().orElseThrow().name()).isEqualTo("files");
    assertThat(form.next()).isEmpty();
  }

  /** However the bytes arrive, and wherever a boundary is cut in two. */
  @Test
  void it_does_not_matter_in_what_pieces_the_form_arrives() throws IOException {
    byte[] big = new byte[200_000];
    new Random(1).nextBytes(big);
    for (int i = 0; i < big.length; i += 37) {
      big[i] = '\r';
    }
    byte[] form = form(big);
    for (int most : new int[] {1, 2, 7, 100, 65_535, 65_536, 1 << 20}) {
      InputStream slow =
          new ByteArrayInputStream(form) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
              return super.read(into, from, Math.min(most, length));
            }
          };
      MultiPart parts = new MultiPart(slow, "multipart/form-data; boundary=\"x\"");
      assertThat(parts.next().orElseThrow().body().readAllBytes()).isEqualTo(big);
      assertThat(parts.next()).isEmpty();
    }
  }

  @Test
  void a_form_that_ends_early_is_no_form() throws IOException {
    byte[] whole = form("abc".getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < whole.length - 4; length++) {
      int cut = length;
      assertThatThrownBy(() -> readAll(java.util.Arrays.copyOf(whole, cut)))
          .as("cut at %d", cut)
          .isInstanceOf(MultiPart.Malformed.class);
    }
  }

  @Test
  void endless_heads_and_parts_are_refused() {
    assertThatThrownBy(
            () -> readAll(("--x\r\n" + "a".repeat(100_000)).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MultiPart.Malformed.class);
    assertThatThrownBy(
            () -> readAll(("--x\r\n" + "A: b\r\n".repeat(10_000)).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MultiPart.Malformed.class);
    assertThatThrownBy(
            () ->
                readAll(
                    ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".repeat(101)
                            + "--x--")
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MultiPart.Malformed.class);
  }

  @Test
  void a_field_longer_than_asked_for_is_refused() throws IOException {
    MultiPart form = new MultiPart(in(TWO), TYPE);
    MultiPart.Part code = form.next().orElseThrow();
    assertThatThrownBy(() -> code.text(3)).isInstanceOf(MultiPart.Malformed.class);
  }

  static List<Integer> readAll(byte[] bytes) throws IOException {
    MultiPart form =
        new MultiPart(new ByteArrayInputStream(bytes), "multipart/form-data; boundary=x");
    List<Integer> lengths = new ArrayList<>();
    Optional<MultiPart.Part> part;
    while ((part = form.next()).isPresent()) {
      lengths.add(part.get().body().readAllBytes().length);
    }
    return lengths;
  }

  private static byte[] form(byte[] content) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    out.writeBytes(
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(content);
    out.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
