package vn.tinbao.server.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Lists as somebody might bring them after an accident, or on purpose: files that are right,
 * changed at chance. A spreadsheet is changed inside, too, so that its packing is right and what is
 * in it is not.
 */
public final class MutatedFiles {
  private static final String[] WORDS = {
    "\"",
    "\n",
    ",",
    ";",
    "\t",
    "\u0000",
    "\ufeff",
    "r=\"ZZZ99999999\"",
    "t=\"s\"",
    "<v>-1</v>",
    "<v>1e308</v>",
    "<v>NaN</v>",
    "<row r=\"-1\">",
    "</row>",
    "<!DOCTYPE x [<!ENTITY e \"e\">]>",
    "&e;",
    "s=\"999999\"",
    "<c r=\"A1\" t=\"inlineStr\"><is><t>0912345678</t></is></c>",
    "&#0;",
    "0912345678",
    "+84 (0) 987-654-321"
  };

  private static final int SIZE =
      "full".equals(System.getProperty("tinbao.test.size")) ? 20_000 : 400;

  private MutatedFiles() {}

  /**
   * Tries many of them; names the seed of the one at which it breaks.
   *
   * @param reads whether that file was read; false: refused
   */
  public static void each(List<List<String>> rows, Predicate<byte[]> reads) {
    byte[] sheet = sheet(rows);
    long seed = Long.getLong("tinbao.test.seed", new Random().nextLong());
    int read = 0;
    for (int i = 0; i < SIZE; i++) {
      byte[] file = any(rows, sheet, new Random(seed + i));
      try {
        read += reads.test(file) ? 1 : 0;
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        throw new AssertionError("seed " + (seed + i), e);
      }
    }
    assertThat(read).as("some are read, some are refused").isBetween(1, SIZE - 1);
  }

  /** A file that is right. */
  public static byte[] sheet(List<List<String>> rows) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Sheet sheet = book.createSheet("Danh sách");
      for (int i = 0; i < rows.size(); i++) {
        Row row = sheet.createRow(i);
        for (int j = 0; j < rows.get(i).size(); j++) {
          String value = rows.get(i).get(j);
          if (value.matches("[1-9][0-9]{0,9}")) {
            row.createCell(j).setCellValue(Double.parseDouble(value));
          } else {
            row.createCell(j).setCellValue(value);
          }
        }
      }
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same rows as text. */
  public static byte[] text(List<List<String>> rows, String between) {
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(String.join(between, row)).append("\r\n"));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One of these, changed. */
  private static byte[] any(List<List<String>> rows, byte[] sheet, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> bytes(text(rows, random.nextBoolean() ? "," : ";"), random);
      case 1 -> bytes(sheet, random);
      default -> inside(sheet, random);
    };
  }

  private static byte[] bytes(byte[] file, Random random) {
    byte[] changed = file.clone();
    for (int n = 1 + random.nextInt(8); n > 0; n--) {
      int at = random.nextInt(Math.max(1, changed.length));
      changed =
          switch (random.nextInt(4)) {
            case 0 -> put(changed, at, new byte[] {(byte) random.nextInt(256)}, 1);
            case 1 -> put(changed, at, new byte[0], 1 + random.nextInt(50));
            case 2 ->
                put(
                    changed,
                    at,
                    WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8),
                    0);
            default -> put(changed, at, slice(changed, random), 0);
          };
    }
    return changed;
  }

  private static byte[] slice(byte[] file, Random random) {
    int from = random.nextInt(Math.max(1, file.length));
    int length = Math.min(file.length - from, random.nextInt(40));
    byte[] part = new byte[Math.max(0, length)];
    System.arraycopy(file, from, part, 0, part.length);
    return part;
  }

  private static byte[] put(byte[] file, int at, byte[] in, int instead) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = Math.min(at, file.length);
    out.write(file, 0, from);
    out.writeBytes(in);
    int on = Math.min(file.length, from + instead);
    out.write(file, on, file.length - on);
    return out.toByteArray();
  }

  private static byte[] inside(byte[] sheet, Random random) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(sheet));
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), zip.readAllBytes());
      }
      List<String> names = List.copyOf(parts.keySet());
      String hit =
          random.nextInt(3) > 0
              ? "xl/worksheets/sheet1.xml"
              : names.get(random.nextInt(names.size()));
      if (random.nextInt(12) == 0) {
        parts.remove(hit);
      } else {
        parts.computeIfPresent(hit, (name, bytes) -> bytes(bytes, random));
      }
      try (ZipOutputStream written = new ZipOutputStream(out)) {
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
          written.putNextEntry(new ZipEntry(part.getKey()));
          written.write(part.getValue());
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
