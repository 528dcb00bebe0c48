package vn.tinbao.server.offers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.offers.OfferMistake.Problem;
import vn.tinbao.server.papers.PrintableText;
import vn.tinbao.server.sheets.SheetException;
import vn.tinbao.server.sheets.SheetFile;

/** Rows of text out of a CSV file or the first sheet of an XLSX file. */
final class OfferSheet {
  static final int MOST_BYTES = 8 << 20;
  private static final int MOST_ROWS = 20_000;
  private static final SheetFile.Limits LIMITS =
      new SheetFile.Limits(MOST_BYTES, 48L << 20, MOST_ROWS, MOST_ROWS, 60, 20_000);

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
    List<Line> lines = new ArrayList<>();
    try {
      SheetFile.read(
          file,
          LIMITS,
          (number, fields, numbers) ->
              lines.add(
                  new Line(number, fields.stream().map(PrintableText::line).toList(), numbers)));
    } catch (SheetException e) {
      throw new OfferFileException(
          e.why() == SheetException.Why.UNREADABLE ? Problem.UNREADABLE : Problem.TOO_LARGE,
          "",
          "");
    }
    return lines.stream().filter(line -> !line.blank()).toList();
  }
}
