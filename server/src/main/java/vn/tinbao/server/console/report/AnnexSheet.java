package vn.tinbao.server.console.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import vn.tinbao.server.console.TableBook;
import vn.tinbao.server.plan.report.ReportAnnex;
import vn.tinbao.server.plan.report.ReportFigure;
import vn.tinbao.server.web.Messages;

/**
 * The annex as a workbook: numbers are numbers, texts stay texts whatever they begin with, heads
 * are frozen. Always Vietnamese, as the report.
 */
final class AnnexSheet {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  /** Characters a column is wide. */
  private static final int WIDE = 52;

  private static final int NARROW = 16;

  private final Messages messages;
  private final TableBook book;

  private AnnexSheet(Messages messages, TableBook book) {
    this.messages = messages;
    this.book = book;
  }

  static byte[] bytes(Messages messages, ReportAnnex annex) {
    return TableBook.bytes(book -> new AnnexSheet(messages, book).write(annex));
  }

  private void write(ReportAnnex annex) {
    TableBook.Table figures = table("report.annex", "report.paper.figure.", 6);
    int at = 0;
    for (ReportFigure figure : annex.figures()) {
      BigDecimal now = figure.value();
      BigDecimal before = figure.before();
      figures.row(
          ++at,
          figure.name(),
          now,
          figure.denominator() == 0
              ? ""
              : figure.numerator().toPlainString() + "/" + figure.denominator(),
          before,
          now == null || before == null ? null : now.subtract(before));
    }
    TableBook.Table parts =
        book.table(
            t("report.paper.annex.parts"),
            1,
            column -> column < 2 ? WIDE : NARROW,
            heads("report.paper.part-of.", 3));
    for (ReportAnnex.Parts one : annex.parts()) {
      for (ReportAnnex.Part part : one.parts()) {
        parts.row(one.title(), part.name(), part.count());
      }
    }
    TableBook.Table targets = table("report.targets", "report.paper.target.", 5);
    at = 0;
    for (ReportAnnex.Target target : annex.targets()) {
      String key = target.key();
      Boolean reached = target.reached();
      targets.row(
          ++at,
          target.title(),
          target.wanted(),
          key == null ? null : annex.figure(key).map(ReportFigure::value).orElse(null),
          reached == null ? "" : t(reached ? "report.reached" : "report.missed"));
    }
    TableBook.Table tasks = table("report.paper.task.2", "report.paper.task.", 5);
    for (ReportAnnex.Task task : annex.tasks()) {
      tasks.row(
          task.id(),
          task.title(),
          task.who(),
          task.state().isEmpty() ? "" : t("report.task." + task.state()),
          String.join("\n", task.evidence()));
    }
  }

  private TableBook.Table table(String name, String heads, int columns) {
    return book.table(t(name), 0, column -> column == 1 ? WIDE : NARROW, heads(heads, columns));
  }

  private List<String> heads(String key, int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(i -> t(key + i)).toList();
  }

  private String t(String key) {
    return messages.text(VIETNAMESE, key);
  }
}
