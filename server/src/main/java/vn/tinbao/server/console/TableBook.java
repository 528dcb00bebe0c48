package vn.tinbao.server.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * A workbook of tables: heads are bold and stay in sight, numbers are numbers, and no text is ever
 * a formula.
 */
public final class TableBook {
  /** Widths are counted in 256ths of a character. */
  private static final int CHARACTER = 256;

  /** Most signs of a cell that the format takes. */
  private static final int LONGEST = 32_000;

  private final XSSFWorkbook book;
  private final CellStyle head;

  private TableBook(XSSFWorkbook book) {
    this.book = book;
    Font bold = book.createFont();
    bold.setBold(true);
    head = book.createCellStyle();
    head.setFont(bold);
  }

  /** The file, with the tables that {@code tables} begins. */
  public static byte[] bytes(Consumer<TableBook> tables) {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      tables.accept(new TableBook(book));
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins a table on a sheet of its own.
   *
   * @param frozen how many columns stay in sight, as the heads do
   * @param width of a column, from 0, in characters
   */
  public Table table(String name, int frozen, IntUnaryOperator width, List<String> heads) {
    Sheet sheet = book.createSheet(name);
    Row row = sheet.createRow(0);
    for (int i = 0; i < heads.size(); i++) {
      Cell cell = row.createCell(i);
      cell.setCellValue(heads.get(i));
      cell.setCellStyle(head);
      sheet.setColumnWidth(i, width.applyAsInt(i) * CHARACTER);
    }
    sheet.createFreezePane(frozen, 1);
    return new Table(sheet);
  }

  /** Takes rows, one below the other. */
  public static final class Table {
    private final Sheet sheet;
    private int rows;

    private Table(Sheet sheet) {
      this.sheet = sheet;
    }

    /** A row: numbers, texts of whatever else, and no cell for null. */
    public void row(@Nullable Object... cells) {
      Row row = sheet.createRow(++rows);
      for (int i = 0; i < cells.length; i++) {
        Object cell = cells[i];
        if (cell instanceof Number number) {
          row.createCell(i).setCellValue(number.doubleValue());
        } else if (cell != null) {
          String text = cell.toString();
          row.createCell(i)
              .setCellValue(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        }
      }
    }
  }
}
