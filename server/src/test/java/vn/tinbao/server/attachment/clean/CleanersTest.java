package vn.tinbao.server.attachment.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.tinbao.server.testing.Samples;

/** Plants marks wherever a file can say who made it: none is in the copy, and the copy opens. */
class CleanersTest {

  private static Map<FileKind, byte[]> samples() throws IOException {
    Map<FileKind, byte[]> samples = new LinkedHashMap<>();
    samples.put(FileKind.JPEG, Samples.jpeg());
    samples.put(FileKind.PNG, Samples.png());
    samples.put(FileKind.PDF, Samples.pdf());
    samples.put(FileKind.DOCX, Samples.docx());
    samples.put(FileKind.MP4, Samples.mp4());
    samples.put(FileKind.MP3, Samples.mp3());
    samples.put(FileKind.AMR, Samples.amr());
    samples.put(FileKind.WAV, Samples.wav());
    samples.put(FileKind.OGG, Samples.ogg());
    samples.put(FileKind.WEBP, Samples.webp());
    samples.put(FileKind.GIF, Samples.gif());
    return samples;
  }

  @TestFactory
  Stream<DynamicTest> no_mark_is_left_in_the_copy() throws IOException {
    return samples().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey().name(),
                    () -> {
                      byte[] original = sample.getValue();
                      assertThat(Cleaners.kind(Source.of(original))).isEqualTo(sample.getKey());
                      assertThat(everything(sample.getKey(), original))
                          .as("the test looks where the marks are")
                          .contains(Samples.MARK);
                      byte[] copy = clean(original);
                      assertThat(FileKind.of(Arrays.copyOf(copy, Math.min(copy.length, 4096))))
                          .isEqualTo(sample.getKey());
                      assertThat(everything(sample.getKey(), copy)).doesNotContain("DAUVET");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> a_copy_is_clean_already() throws IOException {
    return samples().entrySet().stream()
        // Archives of compressed parts are written anew, the same in content and not in bytes.
        .filter(sample -> sample.getKey() != FileKind.PDF && sample.getKey() != FileKind.DOCX)
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey().name(),
                    () -> {
                      byte[] once = clean(sample.getValue());
                      assertThat(clean(once)).isEqualTo(once);
                    }));
  }

  /** Cut, turned and spoilt: a copy without marks, or a refusal; nothing else. */
  @TestFactory
  Stream<DynamicTest> a_spoilt_file_is_cleaned_or_refused() throws IOException {
    return samples().entrySet().stream()
        .map(
            sample ->
                DynamicTest.dynamicTest(
                    sample.getKey().name(),
                    () -> {
                      byte[] original = sample.getValue();
                      java.util.Random random = new java.util.Random(138);
                      int rounds = original.length > 20_000 ? 60 : 300;
                      for (int i = 0; i < rounds; i++) {
                        byte[] spoilt =
                            i % 2 == 0
                                ? Arrays.copyOf(original, random.nextInt(original.length))
                                : original.clone();
                        for (int n = 0; n < i % 7 && spoilt.length > 0; n++) {
                          spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
                        }
                        try {
                          Cleaners.clean(
                              sample.getKey(),
                              Source.of(spoilt),
                              OutputStreams.atMost(8 * original.length + 1_000_000));
                        } catch (Uncleanable expected) {
                          assertThat(expected.reason()).isNotNull();
                        }
                      }
                    }));
  }

  @Test
  void a_photo_keeps_every_pixel_and_its_right_side_up() throws IOException {
    byte[] copy = clean(Samples.jpeg());

    assertThat(pixels(copy)).isEqualTo(pixels(Samples.plainJpeg()));
    assertThat(Jpeg.orientation(Source.of(copy))).isEqualTo(6);
    assertThat(copy.length).isLessThan(Samples.plainJpeg().length + 60);
  }

  @Test
  void a_thumbnail_is_small_upright_and_without_marks() throws IOException {
    byte[] small = Cleaners.thumbnail(FileKind.JPEG, Source.of(Samples.jpeg()));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(small));

    assertThat(image.getWidth()).isEqualTo(160);
    assertThat(image.getHeight()).isEqualTo(240);
    // The white corner was at the top left; turned by a quarter it is at the top right.
    assertThat(image.getRGB(150, 10) & 0xff).isGreaterThan(200);
    assertThat(new String(small, StandardCharsets.ISO_8859_1)).doesNotContain("DAUVET");
    assertThat(Cleaners.thumbnail(FileKind.PNG, Source.of(Samples.png()))).isNotNull();
    assertThat(Cleaners.thumbnail(FileKind.PDF, Source.of(Samples.pdf()))).isNull();
  }

  @Test
  void a_screenshot_keeps_every_pixel_whatever_its_colours() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_USHORT_GRAY
        }) {
      BufferedImage image = Samples.picture(301, 203, type);
      assertThat(pixels(clean(Samples.png(image)))).as("type %d", type).isEqualTo(pixels(image));
    }
  }

  @Test
  void a_document_keeps_its_words_and_pictures() throws IOException {
    try (PDDocument copy = Loader.loadPDF(clean(Samples.pdf()))) {
      assertThat(new PDFTextStripper().getText(copy)).contains(Samples.WORDS);
      assertThat(copy.getDocumentInformation().getMetadataKeys()).isEmpty();
      assertThat(copy.getDocumentCatalog().getMetadata()).isNull();
      assertThat(copy.getDocumentCatalog().getOpenAction()).isNull();
      assertThat(copy.getDocumentCatalog().getNames()).isNull();
      assertThat(copy.getPage(0).getAnnotations()).hasSize(1);
      BufferedImage page = new PDFRenderer(copy).renderImage(0);
      assertThat(page.getWidth()).isPositive();
    }
  }

  @Test
  void a_word_document_keeps_its_words_links_comments_and_pictures() throws IOException {
    Map<String, byte[]> parts = unzip(clean(Samples.docx()));
    String document = new String(parts.get("word/document.xml"), StandardCharsets.UTF_8);
    String relationships =
        new String(parts.get("word/_rels/document.xml.rels"), StandardCharsets.UTF_8);

    assertThat(parts.keySet())
        .containsExactlyInAnyOrder(
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/settings.xml",
            "word/comments2.xml",
            "word/_rels/comments2.xml.rels",
            "word/media/image1.jpg",
            "word/media/image2.png");
    assertThat(document).contains(Samples.WORDS, "liên kết", "<w:ins w:author=\"-\"");
    assertThat(relationships)
        .contains("https://example.vn/a?b=1&amp;c=2", "/word/media/image1.jpg")
        .doesNotContain("beacon", "template");
    assertThat(new String(parts.get("word/comments2.xml"), StandardCharsets.UTF_8))
        .contains("nhận xét");
    assertThat(pixels(parts.get("word/media/image1.jpg"))).isEqualTo(pixels(Samples.plainJpeg()));
    assertThat(ImageIO.read(new ByteArrayInputStream(parts.get("word/media/image2.png"))))
        .isNotNull();
    // Every relationship that the text uses is there.
    java.util.regex.Matcher used =
        java.util.regex.Pattern.compile("r:(?:id|embed)=\"(\\w+)\"").matcher(document);
    while (used.find()) {
      assertThat(relationships).contains("Id=\"" + used.group(1) + "\"");
    }
  }

  @Test
  void a_film_keeps_its_frames_where_they_were_and_nothing_else() throws IOException {
    byte[] original = Samples.mp4();
    byte[] copy = clean(original);
    String text = new String(copy, StandardCharsets.ISO_8859_1);

    assertThat(copy).hasSameSizeAs(original);
    for (String frame : List.of("khung-hinh-thu-nhat!", "khung-hinh-thu-hai!!")) {
      assertThat(text.indexOf(frame))
          .isEqualTo(new String(original, StandardCharsets.ISO_8859_1).indexOf(frame))
          .isPositive();
    }
    assertThat(text).doesNotContain("ABCD").doesNotContain("EFGH").contains("avcC", "btrt");
  }

  @Test
  void a_recording_keeps_its_frames() throws IOException {
    assertThat(clean(Samples.mp3())).hasSize(4 * 417);
    assertThat(clean(Samples.amr())).hasSize(6 + 2 * 32);
    assertThat(clean(Samples.wav())).hasSize(12 + 8 + 16 + 8 + 6);
    assertThat(new String(clean(Samples.ogg()), StandardCharsets.ISO_8859_1))
        .contains("OpusHead", "OpusTags", "am-thanh-1", "am-thanh-2");
  }

  @Test
  void bombs_are_refused_before_they_go_off() throws IOException {
    refused(Samples.pngBomb(100_000, 100_000), Uncleanable.Reason.TOO_MUCH);
    refused(Samples.pngBomb(8_000, 8_001), Uncleanable.Reason.TOO_MUCH);
    refused(Samples.pngBomb(8_000, 7_900), Uncleanable.Reason.DAMAGED);

    Map<String, byte[]> zip = Samples.docxParts();
    zip.put("word/document.xml", new byte[80 * 1024 * 1024]);
    refused(Samples.zip(zip), Uncleanable.Reason.TOO_MUCH);
    Map<String, byte[]> many = Samples.docxParts();
    for (int i = 0; i < 3_000; i++) {
      many.put("word/" + i, new byte[0]);
    }
    refused(Samples.zip(many), Uncleanable.Reason.TOO_MUCH);
    Map<String, byte[]> deep = Samples.docxParts();
    deep.put("word/document.xml", "<a>".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    refused(Samples.zip(deep), Uncleanable.Reason.TOO_MUCH);
  }

  @Test
  void a_document_type_and_its_entities_are_refused() throws IOException {
    for (String type :
        List.of(
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>")) {
      Map<String, byte[]> parts = Samples.docxParts();
      parts.put("word/document.xml", type.getBytes(StandardCharsets.UTF_8));
      refused(Samples.zip(parts), Uncleanable.Reason.DAMAGED);
    }
  }

  @Test
  void a_locked_document_says_so() throws IOException {
    refused(Samples.lockedPdf(), Uncleanable.Reason.ENCRYPTED);
  }

  @Test
  void what_nobody_knows_is_refused() {
    refused("MZ chương trình".getBytes(StandardCharsets.UTF_8), Uncleanable.Reason.UNKNOWN_KIND);
    refused(new byte[] {1}, Uncleanable.Reason.UNKNOWN_KIND);
    refused(
        Samples.join(Samples.mp4(), Samples.box("moof", new byte[8])),
        Uncleanable.Reason.UNKNOWN_KIND);
  }

  @Test
  void the_name_plays_no_part_and_the_content_decides() {
    assertThat(FileKind.of("%PDF-1.7".getBytes(StandardCharsets.US_ASCII))).isEqualTo(FileKind.PDF);
    assertThat(FileKind.of(new byte[0])).isEqualTo(FileKind.OTHER);
    assertThat(FileKind.of("<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(FileKind.OTHER);
    assertThat(FileKind.of("<html>".getBytes(StandardCharsets.US_ASCII))).isEqualTo(FileKind.OTHER);
  }

  private static void refused(byte[] original, Uncleanable.Reason reason) {
    assertThatThrownBy(() -> clean(original))
        .isInstanceOfSatisfying(
            Uncleanable.class, e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  private static byte[] clean(byte[] original) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    Source source = Source.of(original);
    Cleaners.clean(Cleaners.kind(source), source, copy);
    return copy.toByteArray();
  }

  /** The bytes as text, and unpacked where they are packed. */
  private static String everything(FileKind kind, byte[] file) throws IOException {
    StringBuilder all = new StringBuilder(latin(file));
    if (kind == FileKind.DOCX) {
      unzip(file).forEach((name, part) -> all.append(name).append(latin(part)));
    } else if (kind == FileKind.PDF) {
      try (PDDocument document = Loader.loadPDF(file)) {
        for (var key : document.getDocument().getXrefTable().keySet()) {
          var object = document.getDocument().getObjectFromPool(key).getObject();
          all.append(object);
          if (object instanceof COSStream stream) {
            try (InputStream in = stream.createInputStream()) {
              all.append(latin(in.readAllBytes()));
            } catch (IOException notUnpackable) {
              all.append(' ');
            }
          }
        }
      }
    }
    return all.toString();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        + new String(bytes, StandardCharsets.UTF_16BE)
        + new String(bytes, StandardCharsets.UTF_16LE);
  }

  private static Map<String, byte[]> unzip(byte[] file) throws IOException {
    Map<String, byte[]> parts = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      ZipEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        parts.put(entry.getName(), in.readAllBytes());
      }
    }
    return parts;
  }

  private static List<Integer> pixels(byte[] file) throws IOException {
    return pixels(ImageIO.read(new ByteArrayInputStream(file)));
  }

  private static List<Integer> pixels(BufferedImage image) {
    List<Integer> pixels = new ArrayList<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        pixels.add(image.getRGB(x, y));
      }
    }
    return pixels;
  }

  private static final class OutputStreams {
    static java.io.OutputStream atMost(long most) {
      return new java.io.OutputStream() {
        private long left = most;

        @Override
        public void write(int b) {
          count(1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
          count(length);
        }

        private void count(int length) {
          left -= length;
          if (left < 0) {
            throw new AssertionError("The copy grows without end");
          }
        }
      };
    }
  }
}
