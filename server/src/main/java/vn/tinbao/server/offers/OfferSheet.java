package vn.tinbao.server.offers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.util.RecordFormatException;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.offers.OfferMistake.Problem;
import vn.tinbao.server.papers.PrintableText;

/** Rows of text out of a CSV file or the first sheet of an XLSX file. */
final class OfferSheet {
  static final int MOST_BYTES = 8 << 20;
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_COLUMNS = 60;

  private OfferSheet() {}

  /** One row; its number is that of its first line. */
  record Line(long number, List<String> fields) {
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
          lines.add(new Line(number, row.stream().map(PrintableText::line).toList()));
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
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      List<Line> lines = new ArrayList<>();
      DataFormatter shown = new DataFormatter();
      for (Row row : book.getSheetAt(0)) {
        List<String> fields = new ArrayList<>();
        int last = Math.min(row.getLastCellNum(), MOST_COLUMNS);
        for (int i = 0; i < last; i++) {
          fields.add(text(row.getCell(i), shown));
        }
        lines.add(new Line(row.getRowNum() + 1L, fields));
        if (lines.size() > MOST_ROWS) {
          throw new OfferFileException(Problem.TOO_LARGE, "", "");
        }
      }
      return lines;
    } catch (IOException
        | POIXMLException
        | RecordFormatException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new OfferFileException(Problem.UNREADABLE, "", "");
    }
  }

  private static String text(@Nullable Cell cell, DataFormatter shown) {
    if (cell == null) {
      return "";
    }
    boolean number =
        cell.getCellType() == CellType.NUMERIC
            || cell.getCellType() == CellType.FORMULA
                && cell.getCachedFormulaResultType() == CellType.NUMERIC;
    if (number) {
      return DateUtil.isCellDateFormatted(cell)
          ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
          : BigDecimal.valueOf(cell.getNumericCellValue()).stripTrailingZeros().toPlainString();
    }
    if (cell.getCellType() == CellType.FORMULA) {
      return cell.getCachedFormulaResultType() == CellType.STRING
          ? PrintableText.line(cell.getStringCellValue())
          : "";
    }
    return PrintableText.line(shown.formatCellValue(cell));
  }
}
