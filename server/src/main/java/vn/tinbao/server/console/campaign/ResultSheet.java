package vn.tinbao.server.console.campaign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** The same figures as a workbook, for whoever adds up several places. */
final class ResultSheet {
  /** Characters a column is wide, in 256ths as the format counts them. */
  private static final int WIDE = 46 * 256;

  private static final int NARROW = 18 * 256;

  private ResultSheet() {}

  static byte[] bytes(ResultReport words, ResultPage page) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Font bold = book.createFont();
      bold.setBold(true);
      CellStyle head = book.createCellStyle();
      head.setFont(bold);
      sheet(
          book,
          head,
          words.t("campaign.report.sheet.figures"),
          List.of(words.t("campaign.report.what"), words.t("campaign.report.figure")),
          words.figures(page.result()));
      Sheet places =
          sheet(
              book,
              head,
              words.t("campaign.report.sheet.places"),
              List.of(
                  words.t("campaign.audience.where"),
                  words.t("campaign.result.operator"),
                  words.t("campaign.audience.persons"),
                  words.t("campaign.recipient.DELIVERED"),
                  words.t("campaign.result.taken"),
                  words.t("campaign.recipient.FAILED")),
              List.of());
      int next = 1;
      for (ResultPage.Row one : page.rows()) {
        Row row = places.createRow(next++);
        row.createCell(0).setCellValue(one.place());
        row.createCell(1).setCellValue(one.operator());
        row.createCell(2).setCellValue(one.recipients());
        row.createCell(3).setCellValue(one.delivered());
        row.createCell(4).setCellValue(one.taken());
        row.createCell(5).setCellValue(one.failed());
      }
      sheet(
          book,
          head,
          words.t("campaign.report.sheet.years"),
          List.of(
              words.t("campaign.plan.title"),
              words.t("campaign.audience.persons"),
              words.t("campaign.recipient.DELIVERED"),
              words.t("campaign.result.followed")),
          words.years(page));
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Texts stay texts: nothing is ever a formula. */
  private static Sheet sheet(
      XSSFWorkbook book,
      CellStyle style,
      String name,
      List<String> heads,
      List<List<@Nullable String>> rows) {
    Sheet sheet = book.createSheet(name);
    Row head = sheet.createRow(0);
    for (int i = 0; i < heads.size(); i++) {
      head.createCell(i).setCellValue(heads.get(i));
      head.getCell(i).setCellStyle(style);
      sheet.setColumnWidth(i, i == 0 ? WIDE : NARROW);
    }
    for (int r = 0; r < rows.size(); r++) {
      Row row = sheet.createRow(r + 1);
      List<@Nullable String> cells = rows.get(r);
      for (int c = 0; c < cells.size(); c++) {
        String cell = cells.get(c);
        row.createCell(c).setCellValue(cell == null ? "" : cell);
      }
    }
    sheet.createFreezePane(0, 1);
    return sheet;
  }
}
