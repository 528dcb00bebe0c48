package vn.tinbao.server.sheets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.RecordFormatException;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import vn.tinbao.server.sheets.SheetException.Why;

/**
 * The rows of a file, one after the other: CSV (comma, semicolon or tab, UTF-8), plain lines, or
 * the first sheet of an XLSX file. No row is kept here.
 */
public final class SheetFile {
  private static final int MOST_ENTRIES = 2_000;

  private final Limits limits;
  private final RowReader reader;
  private int rows;

  private SheetFile(Limits limits, RowReader reader) {
    this.limits = limits;
    this.reader = reader;
  }

  /**
   * How much is taken.
   *
   * @param bytes of the file
   * @param inflated bytes of what is in an XLSX file; POI has all of it in memory
   * @param textRows of a CSV file
   * @param sheetRows of an XLSX file
   * @param columns fields behind these are left out
   * @param characters of a field; the rest is cut
   */
  public record Limits(
      int bytes, long inflated, int textRows, int sheetRows, int columns, int characters) {}

  /** Takes rows as they are read. */
  public interface RowReader {
    /**
     * @param line of the file on which it begins, from 1
     * @param fields stripped; numbers of a spreadsheet with all their digits however the cell shows
     *     them, days as ISO 8601
     * @param numbers by field, of those of a spreadsheet that are numbers and no days
     */
    void row(int line, List<String> fields, Map<Integer, BigDecimal> numbers);
  }

  /**
   * Reads all of it.
   *
   * @throws SheetException when it is no such file, or too large; rows may have been read before
   */
  public static void read(byte[] file, Limits limits, RowReader reader) {
    if (file.length > limits.bytes()) {
      throw new SheetException(Why.TOO_LARGE);
    }
    SheetFile read = new SheetFile(limits, reader);
    if (file.length > 3 && file[0] == 'P' && file[1] == 'K') {
      read.sheet(file);
    } else {
      read.text(decode(file));
    }
  }

  private String field(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return text.length() > limits.characters() ? text.substring(0, limits.characters()) : text;
  }

  private void count(int most) {
    if (++rows > most) {
      throw new SheetException(Why.TOO_MUCH);
    }
  }

  private void text(String text) {
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format(first))) {
      long line = 1;
      for (CSVRecord row : parser) {
        count(limits.textRows());
        reader.row(
            (int) line, row.stream().limit(limits.columns()).map(this::field).toList(), Map.of());
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new SheetException(Why.UNREADABLE, e);
    }
  }

  private static CSVFormat format(String first) {
    CSVFormat.Builder format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false);
    if (first.contains("\t")) {
      return format.setDelimiter('\t').setQuote(null).get();
    }
    long semicolons = first.chars().filter(c -> c == ';').count();
    long commas = first.chars().filter(c -> c == ',').count();
    return format.setDelimiter(semicolons > commas ? ';' : ',').get();
  }

  private static String decode(byte[] file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new SheetException(Why.UNREADABLE, e);
    }
  }

  private void sheet(byte[] file) {
    try {
      inflatable(file);
      try (OPCPackage pack = OPCPackage.open(new ByteArrayInputStream(file))) {
        XSSFReader workbook = new XSSFReader(pack);
        StylesTable given = workbook.getStylesTable();
        StylesTable styles =
            given == null || given.getNumCellStyles() == 0 ? new StylesTable() : given;
        Iterator<InputStream> sheets = workbook.getSheetsData();
        if (!sheets.hasNext()) {
          throw new SheetException(Why.UNREADABLE);
        }
        try (InputStream first = sheets.next()) {
          Cells cells = new Cells();
          XMLReader xml = XMLHelper.newXMLReader();
          xml.setContentHandler(
              new XSSFSheetXMLHandler(
                  styles, null, new ReadOnlySharedStringsTable(pack), cells, cells.numbers, false));
          xml.parse(new InputSource(first));
        }
      }
    } catch (IOException
        | OpenXML4JException
        | OpenXML4JRuntimeException
        | SAXException
        | ParserConfigurationException
        | POIXMLException
        | RecordFormatException
        | ArithmeticException
        | ClassCastException
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      // POI answers files that were made to be wrong with whatever breaks first.
      throw new SheetException(Why.UNREADABLE, e);
    }
  }

  /** Refuses what would fill the memory once it is inflated, before anything of it is kept. */
  private void inflatable(byte[] file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long all = 0;
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      while (zip.getNextEntry() != null) {
        if (++entries > MOST_ENTRIES) {
          throw new SheetException(Why.TOO_MUCH);
        }
        int read;
        while ((read = zip.read(buffer)) >= 0) {
          all += read;
          if (all > limits.inflated()) {
            throw new SheetException(Why.TOO_MUCH);
          }
        }
      }
    }
  }

  /** Numbers as they are stored, days as ISO 8601; how they are shown does not matter. */
  private static final class Numbers extends DataFormatter {
    private @Nullable BigDecimal last;

    @Override
    public String formatRawCellContents(double value, int format, String shown) {
      if (DateUtil.isADateFormat(format, shown) && DateUtil.isValidExcelDate(value)) {
        return DateUtil.getLocalDateTime(value).toLocalDate().toString();
      }
      last = BigDecimal.valueOf(value).stripTrailingZeros();
      return last.toPlainString();
    }

    @Nullable BigDecimal taken() {
      BigDecimal number = last;
      last = null;
      return number;
    }
  }

  /** Hands each row on as it ends; stops at the first too many. */
  private final class Cells implements XSSFSheetXMLHandler.SheetContentsHandler {
    private final Numbers numbers = new Numbers();
    private List<String> fields = new ArrayList<>();
    private Map<Integer, BigDecimal> values = new HashMap<>();

    @Override
    public void startRow(int row) {
      count(limits.sheetRows());
      fields = new ArrayList<>();
      values = new HashMap<>();
    }

    @Override
    public void cell(
        @Nullable String reference, @Nullable String shown, @Nullable XSSFComment comment) {
      BigDecimal number = numbers.taken();
      int column = reference == null ? fields.size() : new CellReference(reference).getCol();
      if (column < fields.size() || column >= limits.columns()) {
        return;
      }
      while (fields.size() < column) {
        fields.add("");
      }
      fields.add(field(shown));
      if (number != null) {
        values.put(column, number);
      }
    }

    @Override
    public void endRow(int row) {
      reader.row(row + 1, List.copyOf(fields), Map.copyOf(values));
    }
  }
}
