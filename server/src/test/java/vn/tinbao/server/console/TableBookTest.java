package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** A workbook read back: what is a number is one, heads stay, and no text is a formula. */
class TableBookTest {
  @Test
  void numbers_are_numbers_heads_stay_in_sight_and_no_text_is_a_formula() throws Exception {
    byte[] file =
        TableBook.bytes(
            book -> {
              TableBook.Table table =
                  book.table("Số liệu", 1, column -> 20, List.of("Chỉ tiêu", "Giá trị", "Ghi chú"));
              table.row("Nguồn tin tiếp nhận", new BigDecimal("1234.5"), "=HYPERLINK(\"x\")");
              table.row("Đã giải quyết", 7L, null);
            });
    try (XSSFWorkbook read = new XSSFWorkbook(new ByteArrayInputStream(file))) {
      XSSFSheet sheet = read.getSheet("Số liệu");
      assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
      assertThat(sheet.getPaneInformation().getVerticalSplitPosition()).isEqualTo((short) 1);
      Row head = sheet.getRow(0);
      assertThat(head.getCell(1).getStringCellValue()).isEqualTo("Giá trị");
      assertThat(read.getFontAt(head.getCell(1).getCellStyle().getFontIndex()).getBold()).isTrue();
      Row first = sheet.getRow(1);
      assertThat(first.getCell(1).getCellType()).isEqualTo(CellType.NUMERIC);
      assertThat(first.getCell(1).getNumericCellValue()).isEqualTo(1234.5);
      assertThat(first.getCell(2).getCellType()).isEqualTo(CellType.STRING);
      assertThat(first.getCell(2).getStringCellValue()).startsWith("=HYPERLINK");
      Row second = sheet.getRow(2);
      assertThat(second.getCell(1).getNumericCellValue()).isEqualTo(7);
      assertThat(second.getCell(2)).isNull();
    }
  }
}
