package vn.tinbao.server.offers;

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
import vn.tinbao.server.offers.OfferMistake.Problem;
import vn.tinbao.server.papers.PrintableText;

/** Rows of text out of a CSV file or the first sheet of an XLSX file. */
final class OfferSheet {
  static final int MOST_BYTES = 8 << 20;
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_COLUMNS = 60;
  private static final long MOST_INFLATED = 48L << 20;

  private OfferSheet() {}

  /**
   * One row; its number is that of its first line.
   *
   * @param numbers by field, of those that are numbers and no texts
   */
  record Line(long number, List<String> fields, Map<Integer, BigDecimal> numbers) {
    boolean blank() {
      return fields.stream().allMatch(String::isEmpty);
    }
  }

  static List<Line> read(byte[] file) {
    if (file.length > MOST_BYTES) {
      throw new OfferFileException(Problem.TOO_LARGE, "", "");
    }
    boolean zip = file.length > 3 && file[0] == 'P' && file[1] == 'K';
    List<Line> lines = zip ? sheet(file) : csv(file);
    if (lines.size() > MOST_ROWS) {
      throw new OfferFileException(Problem.TOO_LARGE, "", "");
    }
    return lines.stream().filter(line -> !line.blank()).toList();
  }

  private static List<Line> csv(byte[] file) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(file))
              .toString();
      String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
      int end = bare.indexOf('\n');
      String header = end < 0 ? bare : bare.substring(0, end);
      List<Line> lines = new ArrayList<>();
      try (CSVParser parser = CSVParser.parse(new StringReader(bare), format(header))) {
        long number = 1;
        for (CSVRecord row : parser) {
          lines.add(
              new Line(
                  number,
                  row.stream().limit(MOST_COLUMNS).map(PrintableText::line).toList(),
                  Map.of()));
          number = parser.getCurrentLineNumber() + 1;
          if (lines.size() > MOST_ROWS) {
            throw new OfferFileException(Problem.TOO_LARGE, "", "");
          }
        }
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new OfferFileException(Problem.UNREADABLE, "", "");
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new OfferFileException(Problem.UNREADABLE, "", "");
    }
  }

  private static CSVFormat format(String header) {
    CSVFormat.Builder format = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false);
    if (header.contains("\t")) {
      return format.setDelimiter('\t').setQuote(null).get();
    }
    long semicolons = header.chars().filter(c -> c == ';').count();
    long commas = header.chars().filter(c -> c == ',').count();
    return format.setDelimiter(semicolons > commas ? ';' : ',').get();
  }

  private static List<Line> sheet(byte[] file) {
    try {
      inflatable(file);
      try (OPCPackage pack = OPCPackage.open(new ByteArrayInputStream(file))) {
        XSSFReader reader = new XSSFReader(pack);
        StylesTable given = reader.getStylesTable();
        StylesTable styles =
            given == null || given.getNumCellStyles() == 0 ? new StylesTable() : given;
        Iterator<InputStream> sheets = reader.getSheetsData();
        if (!sheets.hasNext()) {
          throw new OfferFileException(Problem.UNREADABLE, "", "");
        }
        try (InputStream first = sheets.next()) {
          Rows rows = new Rows();
          XMLReader xml = XMLHelper.newXMLReader();
          xml.setContentHandler(
              new XSSFSheetXMLHandler(
                  styles, null, new ReadOnlySharedStringsTable(pack), rows, rows.numbers, false));
          xml.parse(new InputSource(first));
          return rows.lines;
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
      throw new OfferFileException(Problem.UNREADABLE, "", "");
    }
  }

  /** Refuses what would fill the memory once it is inflated, before anything of it is kept. */
  private static void inflatable(byte[] file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long all = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      while (zip.getNextEntry() != null) {
        int read;
        while ((read = zip.read(buffer)) >= 0) {
          all += read;
          if (all > MOST_INFLATED) {
            throw new OfferFileException(Problem.TOO_LARGE, "", "");
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

  /** Gathers the rows as they are read; stops at the first too many. */
  private static final class Rows implements XSSFSheetXMLHandler.SheetContentsHandler {
    private final Numbers numbers = new Numbers();
    private final List<Line> lines = new ArrayList<>();
    private List<String> fields = new ArrayList<>();
    private Map<Integer, BigDecimal> values = new HashMap<>();

    @Override
    public void startRow(int row) {
      if (lines.size() >= MOST_ROWS) {
        throw new OfferFileException(Problem.TOO_LARGE, "", "");
      }
      fields = new ArrayList<>();
      values = new HashMap<>();
    }

    @Override
    public void cell(
        @Nullable String reference, @Nullable String shown, @Nullable XSSFComment comment) {
      BigDecimal number = numbers.taken();
      int column = reference == null ? fields.size() : new CellReference(reference).getCol();
      if (column < fields.size() || column >= MOST_COLUMNS) {
        return;
      }
      while (fields.size() < column) {
        fields.add("");
      }
      fields.add(shown == null ? "" : PrintableText.line(shown));
      if (number != null) {
        values.put(column, number);
      }
    }

    @Override
    public void endRow(int row) {
      lines.add(new Line(row + 1L, List.copyOf(fields), Map.copyOf(values)));
    }
  }
}
