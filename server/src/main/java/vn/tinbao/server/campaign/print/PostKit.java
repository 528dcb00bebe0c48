package vn.tinbao.server.campaign.print;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import vn.tinbao.server.papers.PrintableText;

/** Texts and pictures for Facebook and Zalo, in one ZIP file. The same kit gives the same bytes. */
@Singleton
public final class PostKit {
  private final Sheets sheets;

  PostKit(Sheets sheets) {
    this.sheets = sheets;
  }

  /**
   * A post in one language.
   *
   * @param sheet what the pictures say: headline, the first number, the address
   * @param text of the post itself, as it is pasted
   */
  public record Post(Sheet sheet, String text) {}

  /**
   * The file: {@code <language>/text.txt} (UTF-8 with a mark, so that Notepad shows it well) and
   * six pictures a language.
   *
   * @throws UnprintableException for a headline that cannot be drawn
   */
  public byte[] zip(List<Post> posts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Post post : posts) {
        Sheet sheet = post.sheet();
        String folder = sheet.language().replaceAll("[^A-Za-z0-9-]", "") + "/";
        put(zip, sheet, folder + "text.txt", text(post).getBytes(StandardCharsets.UTF_8));
        for (SheetDesign design : SheetDesign.values()) {
          for (PictureShape shape : PictureShape.values()) {
            put(
                zip,
                sheet,
                "%s%s-%dx%d.png"
                    .formatted(
                        folder,
                        design.name().toLowerCase(Locale.ROOT),
                        shape.width(),
                        shape.height()),
                sheets.picture(sheet, design, shape));
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("A ZIP file could not be written", e);
    }
    return bytes.toByteArray();
  }

  private static String text(Post post) {
    String body = PrintableText.of(post.text()).strip().replace("\n", "\r\n");
    String address = post.sheet().contact().address();
    return "\uFEFF" + (body.contains(address) ? body : body + "\r\n\r\n" + address) + "\r\n";
  }

  private static void put(ZipOutputStream zip, Sheet sheet, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(sheet.madeAt(), ZoneOffset.ofHours(7)));
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
