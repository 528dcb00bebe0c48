package vn.tinbao.server.console.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.report.ReportAnnex;
import vn.tinbao.server.plan.report.ReportFigure;
import vn.tinbao.server.web.Messages;

/**
 * The annex as a workbook: numbers are numbers, texts stay texts whatever they begin with, heads
 * are frozen. Always Vietnamese, as the report.
 */
final class AnnexSheet {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final int WIDE = 52 * 256;
  private static final int NARROW = 16 * 256;

  /** Most signs of a cell that the format takes. */
  private static final int LONGEST = 32_000;

  private final Messages messages;
  private final XSSFWorkbook book;
  private final CellStyle head;

  private AnnexSheet(Messages messages, XSSFWorkbook book) {
    this.messages = messages;
    this.book = book;
    Font bold = book.createFont();
    bold.setBold(true);
    head = book.createCellStyle();
    head.setFont(bold);
  }

  static byte[] bytes(Messages messages, ReportAnnex annex) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      new AnnexSheet(messages, book).write(annex);
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ReportAnnex annex) {
    Sheet figures = sheet("report.annex", "report.paper.figure.", 6);
    int at = 0;
    for (ReportFigure figure : annex.figures()) {
      Row row = figures.createRow(++at);
      row.createCell(0).setCellValue(at);
      text(row, 1, figure.name());
      number(row, 2, figure.value());
      text(
          row,
          3,
          figure.denominator() == 0
              ? ""
              : figure.numerator().toPlainString() + "/" + figure.denominator());
      number(row, 4, figure.before());
      BigDecimal now = figure.value();
      BigDecimal before = figure.before();
      number(row, 5, now == null || before == null ? null : now.subtract(before));
    }
    Sheet targets = sheet("report.targets", "report.paper.target.", 5);
    at = 0;
    for (ReportAnnex.Target target : annex.targets()) {
      Row row = targets.createRow(++at);
      row.createCell(0).setCellValue(at);
      text(row, 1, target.title());
      text(row, 2, target.wanted());
      number(
          row,
          3,
          target.key() == null
              ? null
              : annex.figure(target.key()).map(ReportFigure::value).orElse(null));
      Boolean reached = target.reached();
      text(row, 4, reached == null ? "" : t(reached ? "report.reached" : "report.missed"));
    }
    Sheet tasks = sheet("report.paper.task.2", "report.paper.task.", 5);
    at = 0;
    for (ReportAnnex.Task task : annex.tasks()) {
      Row row = tasks.createRow(++at);
      List<String> cells =
          List.of(
              task.id(),
              task.title(),
              task.who(),
              task.state().isEmpty() ? "" : t("report.task." + task.state()),
              String.join("\n", task.evidence()));
      IntStream.range(0, cells.size()).forEach(i -> text(row, i, cells.get(i)));
    }
  }

  private Sheet sheet(String name, String heads, int columns) {
    Sheet sheet = book.createSheet(t(name));
    Row row = sheet.createRow(0);
    for (int i = 0; i < columns; i++) {
      row.createCell(i).setCellValue(t(heads + (i + 1)));
      row.getCell(i).setCellStyle(head);
      sheet.setColumnWidth(i, i == 1 ? WIDE : NARROW);
    }
    sheet.createFreezePane(0, 1);
    return sheet;
  }

  private static void text(Row row, int at, String text) {
    row.createCell(at).setCellValue(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  private static void number(Row row, int at, @Nullable BigDecimal number) {
    if (number != null) {
      row.createCell(at).setCellValue(number.doubleValue());
    }
  }

  private String t(String key) {
    return messages.text(VIETNAMESE, key);
  }
}
