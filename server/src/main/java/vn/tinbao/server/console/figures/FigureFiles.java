package vn.tinbao.server.console.figures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.web.Ui;

/** The figures of a page as files; numbers are numbers, and no text is ever a formula. */
final class FigureFiles {
  private static final int WIDE = 48 * 256;
  private static final int NARROW = 16 * 256;

  private FigureFiles() {}

  /** A workbook: figures, places, months. */
  static byte[] workbook(Ui ui, StatisticsPage page) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Font bold = book.createFont();
      bold.setBold(true);
      CellStyle head = book.createCellStyle();
      head.setFont(bold);
      Sheet figures =
          sheet(
              book,
              head,
              ui.t("figures.sheet.figures"),
              ui.t("figures.figure"),
              ui.t("figures.value"),
              ui.t("figures.unit"),
              ui.t("figures.numerator"),
              ui.t("figures.denominator"),
              ui.t("figures.before"),
              ui.t("figures.change"),
              ui.t("figures.definition"),
              ui.t("figures.basis"));
      figures.setColumnWidth(7, WIDE);
      figures.setColumnWidth(8, WIDE);
      int next = 1;
      for (StatisticsPage.Line line : page.lines()) {
        FigureValue value = line.value();
        boolean parts = value.figure().unit() == FigureUnit.PERCENT;
        cells(
            figures.createRow(next++),
            page.name(value.figure()),
            value.value(),
            ui.t("figures.unit." + value.figure().unit()),
            parts ? value.numerator() : null,
            parts ? BigDecimal.valueOf(value.denominator()) : null,
            line.before().value(),
            line.change(),
            value.figure().definition(page.locale()),
            value.figure().basis());
      }
      Sheet places =
          sheet(
              book,
              head,
              ui.t("figures.sheet.places"),
              ui.t("figures.place"),
              ui.t("figures.received"),
              ui.t("figures.classified"),
              ui.t("figures.resolved"));
      next = 1;
      for (StatisticsPage.PlaceLine line : page.places()) {
        cells(
            places.createRow(next++),
            line.name(),
            line.received().value(),
            line.classified().value(),
            line.resolved().value());
      }
      Sheet months =
          sheet(
              book,
              head,
              ui.t("figures.sheet.months"),
              ui.t("figures.month"),
              ui.t("figures.received"),
              ui.t("figures.opened"));
      next = 1;
      for (BarChart.Bar bar : page.trend().bars()) {
        cells(
            months.createRow(next++),
            bar.label(),
            BigDecimal.valueOf(bar.value()),
            BigDecimal.valueOf(bar.second()));
      }
      Sheet parts =
          sheet(
              book,
              head,
              ui.t("figures.sheet.parts"),
              ui.t("figures.by"),
              ui.t("figures.part"),
              ui.t("figures.received"));
      next = 1;
      for (PartChart chart : page.parts()) {
        for (PartChart.Part part : chart.parts()) {
          cells(
              parts.createRow(next++),
              ui.t(chart.title()),
              ui.t(part.key()),
              BigDecimal.valueOf(part.value()));
        }
      }
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first sheet as CSV in UTF-8 with a mark that tells a spreadsheet so. */
  static byte[] table(Ui ui, StatisticsPage page) {
    StringWriter out = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(out, CSVFormat.RFC4180)) {
      csv.printRecord(
          "key", "name", "unit", "value", "numerator", "denominator", "before", "basis");
      for (StatisticsPage.Line line : page.lines()) {
        FigureValue value = line.value();
        csv.printRecord(
            value.key(),
            harmless(page.name(value.figure())),
            value.figure().unit(),
            plain(value.value()),
            plain(value.numerator()),
            value.figure().unit() == FigureUnit.COUNT ? "" : value.denominator(),
            plain(line.before().value()),
            harmless(value.figure().basis()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ("\uFEFF" + out).getBytes(StandardCharsets.UTF_8);
  }

  /** A text that a spreadsheet would take for a formula begins with an apostrophe. */
  static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  private static Sheet sheet(XSSFWorkbook book, CellStyle style, String name, String... heads) {
    Sheet sheet = book.createSheet(name);
    Row head = sheet.createRow(0);
    for (int i = 0; i < heads.length; i++) {
      Cell cell = head.createCell(i);
      cell.setCellValue(heads[i]);
      cell.setCellStyle(style);
      sheet.setColumnWidth(i, i == 0 ? WIDE : NARROW);
    }
    sheet.createFreezePane(1, 1);
    return sheet;
  }

  private static void cells(Row row, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof BigDecimal number) {
        row.createCell(i).setCellValue(number.doubleValue());
      } else if (value != null) {
        row.createCell(i).setCellValue(value.toString());
      }
    }
  }
}
