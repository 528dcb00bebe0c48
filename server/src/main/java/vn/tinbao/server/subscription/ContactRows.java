package vn.tinbao.server.subscription;

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
import java.util.Iterator;
import java.util.List;
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
import vn.tinbao.server.subscription.ContactListException.Why;

/**
 * The rows of a file that somebody brought, one after the other: CSV (comma, semicolon or tab,
 * UTF-8), plain lines, or the first sheet of an XLSX file. No row is kept here.
 */
final class ContactRows {
  /** A file of a million numbers has some 13 MB. */
  static final int MOST_BYTES = 32 << 20;

  /** Some 200,000 rows; POI has all of it in memory. */
  static final long MOST_INFLATED = 64L << 20;

  static final int MOST_SHEET_ROWS = 300_000;
  private static final int MOST_ENTRIES = 2_000;
  private static final int MOST_COLUMNS = 100;
  private static final int LONGEST_FIELD = 200;

  private ContactRows() {}

  /** Takes rows as they are read. */
  interface Reader {
    /**
     * @param line of the file, from 1
     * @param fields stripped, cut at {@value #LONGEST_FIELD} characters
     */
    void row(int line, List<String> fields);
  }

  /**
   * Reads all of it.
   *
   * @throws ContactListException when it is no such file, or too large
   */
  static void read(byte[] file, Reader reader) {
    if (file.length > MOST_BYTES) {
      throw new ContactListException(Why.TOO_LARGE);
    }
    if (file.length > 3 && file[0] == 'P' && file[1] == 'K') {
      sheet(file, reader);
    } else {
      text(decode(file), reader);
    }
  }

  private static String field(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return text.length() > LONGEST_FIELD ? text.substring(0, LONGEST_FIELD) : text;
  }

  private static void text(String text, Reader reader) {
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format(first))) {
      long line = 1;
      for (CSVRecord row : parser) {
        reader.row((int) line, row.stream().limit(MOST_COLUMNS).map(ContactRows::field).toList());
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new ContactListException(Why.NOT_TEXT, e);
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
      throw new ContactListException(Why.NOT_TEXT, e);
    }
  }

  private static void sheet(byte[] file, Reader reader) {
    try {
      inflatable(file);
      try (OPCPackage pack = OPCPackage.open(new ByteArrayInputStream(file))) {
        XSSFReader workbook = new XSSFReader(pack);
        StylesTable given = workbook.getStylesTable();
        StylesTable styles =
            given == null || given.getNumCellStyles() == 0 ? new StylesTable() : given;
        Iterator<InputStream> sheets = workbook.getSheetsData();
        if (!sheets.hasNext()) {
          throw new ContactListException(Why.NOT_TEXT);
        }
        try (InputStream first = sheets.next()) {
          XMLReader xml = XMLHelper.newXMLReader();
          xml.setContentHandler(
              new XSSFSheetXMLHandler(
                  styles,
                  null,
                  new ReadOnlySharedStringsTable(pack),
                  new Rows(reader),
                  new Digits(),
                  false));
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
        | IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException e) {
      throw new ContactListException(Why.NOT_TEXT, e);
    }
  }

  /** Refuses what would fill the memory once it is inflated, before anything of it is kept. */
  private static void inflatable(byte[] file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long all = 0;
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      while (zip.getNextEntry() != null) {
        if (++entries > MOST_ENTRIES) {
          throw new ContactListException(Why.SHEET_TOO_LARGE);
        }
        int read;
        while ((read = zip.read(buffer)) >= 0) {
          all += read;
          if (all > MOST_INFLATED) {
            throw new ContactListException(Why.SHEET_TOO_LARGE);
          }
        }
      }
    }
  }

  /** Numbers with all their digits, however the cell shows them: a phone number may be one. */
  private static final class Digits extends DataFormatter {
    @Override
    public String formatRawCellContents(double value, int format, String shown) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }

  /** Hands each row on as it ends; stops at the first too many. */
  private static final class Rows implements XSSFSheetXMLHandler.SheetContentsHandler {
    private final Reader reader;
    private int rows;
    private List<String> fields = new ArrayList<>();

    Rows(Reader reader) {
      this.reader = reader;
    }

    @Override
    public void startRow(int row) {
      if (++rows > MOST_SHEET_ROWS) {
        throw new ContactListException(Why.SHEET_TOO_LARGE);
      }
      fields = new ArrayList<>();
    }

    @Override
    public void cell(
        @Nullable String reference, @Nullable String shown, @Nullable XSSFComment comment) {
      int column = reference == null ? fields.size() : new CellReference(reference).getCol();
      if (column < fields.size() || column >= MOST_COLUMNS) {
        return;
      }
      while (fields.size() < column) {
        fields.add("");
      }
      fields.add(field(shown));
    }

    @Override
    public void endRow(int row) {
      reader.row(row + 1, fields);
    }
  }
}
