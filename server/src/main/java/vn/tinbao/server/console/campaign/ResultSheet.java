package vn.tinbao.server.console.campaign;

import java.util.List;
import vn.tinbao.server.console.TableBook;

/** The same figures as a workbook, for whoever adds up several places. */
final class ResultSheet {
  /** Characters a column is wide. */
  private static final int WIDE = 46;

  private static final int NARROW = 18;

  private ResultSheet() {}

  static byte[] bytes(ResultReport words, ResultPage page) {
    return TableBook.bytes(
        book -> {
          rows(
              table(
                  book,
                  words.t("campaign.report.sheet.figures"),
                  List.of(words.t("campaign.report.what"), words.t("campaign.report.figure"))),
              words.figures(page.result()));
          TableBook.Table places =
              table(
                  book,
                  words.t("campaign.report.sheet.places"),
                  List.of(
                      words.t("campaign.audience.where"),
                      words.t("campaign.result.operator"),
                      words.t("campaign.audience.persons"),
                      words.t("campaign.recipient.DELIVERED"),
                      words.t("campaign.result.taken"),
                      words.t("campaign.recipient.FAILED")));
          for (ResultPage.Row one : page.rows()) {
            places.row(
                one.place(),
                one.operator(),
                one.recipients(),
                one.delivered(),
                one.taken(),
                one.failed());
          }
          rows(
              table(
                  book,
                  words.t("campaign.report.sheet.years"),
                  List.of(
                      words.t("campaign.plan.title"),
                      words.t("campaign.audience.persons"),
                      words.t("campaign.recipient.DELIVERED"),
                      words.t("campaign.result.followed"))),
              words.years(page));
        });
  }

  private static TableBook.Table table(TableBook book, String name, List<String> heads) {
    return book.table(name, 0, column -> column == 0 ? WIDE : NARROW, heads);
  }

  private static void rows(TableBook.Table table, List<List<Object>> rows) {
    rows.forEach(row -> table.row(row.toArray()));
  }
}
