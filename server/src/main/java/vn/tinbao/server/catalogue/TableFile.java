package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table in a text file: TSV or CSV (comma or semicolon), told apart by the header line. UTF-8
 * with or without byte order mark; every text comes out in NFC, stripped.
 */
final class TableFile {
  /** Ten times the longest official list; more is a mistake, not a list. */
  static final long MOST_BYTES = 64L << 20;

  /** No name of a unit comes near. */
  private static final int LONGEST_FIELD = 300;

  private final Path path;
  private final String sha256;
  private final List<Line> lines;

  /** One row; {@code number} is its line in the file, from 1. */
  record Line(Path file, long number, Map<String, Integer> columns, List<String> fields) {
    /** The field, empty when it is empty or the file has no such column. */
    String get(String column) {
      Integer at = columns.get(column);
      return at == null ? "" : fields.get(at);
    }

    /** The field, which must not be empty. */
    String need(String column) {
      String value = get(column);
      if (value.isEmpty()) {
        throw wrong(column, "is missing");
      }
      return value;
    }

    boolean has(String column) {
      return columns.containsKey(column);
    }

    ImportException wrong(String column, String why) {
      return ImportException.field(file, number, column, why);
    }
  }

  private TableFile(Path path, String sha256, List<Line> lines) {
    this.path = path;
    this.sha256 = sha256;
    this.lines = lines;
  }

  Path path() {
    return path;
  }

  String sha256() {
    return sha256;
  }

  List<Line> lines() {
    return lines;
  }

  /**
   * Reads it whole.
   *
   * @param required columns that the header must name; more may be there, in any order
   * @throws ImportException when the file cannot be read as such a table
   */
  static TableFile read(Path file, List<String> required) {
    byte[] bytes = bytes(file);
    String text = decode(file, bytes);
    int end = text.indexOf('\n');
    String header = end < 0 ? text : text.substring(0, end);
    if (header.isBlank()) {
      throw ImportException.file(file, "the file is empty or its first line is");
    }
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format(header))) {
      return new TableFile(file, sha256(bytes), rows(file, parser, required));
    } catch (IOException e) {
      throw ImportException.file(file, "cannot be read: " + e.getMessage());
    }
  }

  private static List<Line> rows(Path file, CSVParser parser, List<String> required) {
    Map<String, Integer> columns = new HashMap<>();
    List<Line> rows = new ArrayList<>();
    long number = 1;
    try {
      for (CSVRecord row : parser) {
        if (row.getRecordNumber() == 1) {
          header(file, row, columns, required);
        } else if (row.size() > 1 || !row.get(0).isBlank()) {
          rows.add(line(file, number, columns, row));
        }
        number = parser.getCurrentLineNumber() + 1;
      }
    } catch (UncheckedIOException | IllegalStateException e) {
      throw ImportException.line(file, number, "cannot be read: a quotation mark is not closed?");
    }
    if (rows.isEmpty()) {
      throw ImportException.file(file, "has a header but no lines");
    }
    return List.copyOf(rows);
  }

  private static void header(
      Path file, CSVRecord row, Map<String, Integer> columns, List<String> required) {
    for (int i = 0; i < row.size(); i++) {
      String name = row.get(i).strip().toLowerCase(Locale.ROOT);
      if (columns.put(name, i) != null) {
        throw ImportException.field(file, 1, name, "the header names this column twice");
      }
    }
    for (String name : required) {
      if (!columns.containsKey(name)) {
        throw ImportException.field(
            file, 1, name, "the header has no such column; it needs " + String.join(" ", required));
      }
    }
  }

  private static Line line(Path file, long number, Map<String, Integer> columns, CSVRecord row) {
    if (row.size() != columns.size()) {
      throw ImportException.line(
          file,
          number,
          "has " + row.size() + " fields, the header names " + columns.size() + " columns");
    }
    List<String> fields = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      fields.add(clean(file, number, columns, i, row.get(i)));
    }
    return new Line(file, number, columns, List.copyOf(fields));
  }

  private static String clean(
      Path file, long number, Map<String, Integer> columns, int index, String value) {
    if (value.length() > LONGEST_FIELD) {
      throw ImportException.field(
          file, number, name(columns, index), "is longer than " + LONGEST_FIELD + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i)) || value.charAt(i) == '\ufffd') {
        throw ImportException.field(
            file, number, name(columns, index), "contains a character that is no text");
      }
    }
    return Normalizer.normalize(value, Normalizer.Form.NFC).strip().replaceAll("\\s+", " ");
  }

  private static String name(Map<String, Integer> columns, int index) {
    return columns.entrySet().stream()
        .filter(e -> e.getValue() == index)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("column " + (index + 1));
  }

  private static CSVFormat format(String header) {
    CSVFormat.Builder format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false);
    if (header.contains("\t")) {
      // Names carry apostrophes and may carry quotation marks; TSV quotes nothing.
      return format.setDelimiter('\t').setQuote(null).get();
    }
    long semicolons = header.chars().filter(c -> c == ';').count();
    long commas = header.chars().filter(c -> c == ',').count();
    return format.setDelimiter(semicolons > commas ? ';' : ',').get();
  }

  private static byte[] bytes(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw ImportException.file(file, "there is no such file");
      }
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw ImportException.file(
            file, "is larger than " + (MOST_BYTES >> 20) + " MB, no list of units is");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ImportException.file(file, "cannot be read: " + e.getMessage());
    }
  }

  private static String decode(Path file, byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      throw ImportException.line(file, 1, "the file is UTF-16; save it as UTF-8");
    }
    if (startsWith(bytes, 'P', 'K', 3, 4)) {
      throw ImportException.line(file, 1, "this is a spreadsheet; save it as CSV in UTF-8");
    }
    int skip = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
    CharBuffer out = CharBuffer.allocate(bytes.length - skip);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      long line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw ImportException.line(file, line, "is not UTF-8; save the file as UTF-8");
    }
    return out.flip().toString();
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((bytes[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
