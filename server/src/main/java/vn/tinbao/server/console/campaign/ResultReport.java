package vn.tinbao.server.console.campaign;

import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignResult;
import vn.tinbao.server.campaign.Few;
import vn.tinbao.server.campaign.sending.RecipientState;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.Signature;
import vn.tinbao.server.web.Messages;

/** The report of results as an official paper; always Vietnamese, whoever asks for it. */
final class ResultReport {
  static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  private final Messages messages;
  private final NumberFormat numbers = NumberFormat.getIntegerInstance(VIETNAMESE);

  ResultReport(Messages messages) {
    this.messages = messages;
  }

  String t(String key, Object... arguments) {
    return messages.text(VIETNAMESE, key, arguments);
  }

  /**
   * @param places names of where it was held
   */
  Paper paper(ResultPage page, List<String> places) {
    CampaignResult result = page.result();
    Campaign campaign = result.campaign();
    List<Block> content = new ArrayList<>();
    content.add(new Block.Heading(t("campaign.report.held")));
    content.add(field("campaign.plan.title", campaign.plan().title()));
    content.add(field("campaign.plan.theme", campaign.plan().theme()));
    content.add(
        field(
            "campaign.days",
            DAY.format(campaign.plan().startsOn()) + " – " + DAY.format(campaign.plan().endsOn())));
    content.add(field("campaign.plan.places", String.join("; ", places)));
    content.add(field("campaign.plan.task", campaign.plan().planTask()));
    if (campaign.plan().reportDue() != null) {
      content.add(field("campaign.plan.report-due", DAY.format(campaign.plan().reportDue())));
    }
    content.add(new Block.Heading(t("campaign.report.figures")));
    content.add(
        new Block.Table(
            t("campaign.report.figures"),
            List.of(
                new Block.Column(t("campaign.report.what"), 4),
                new Block.Column(t("campaign.report.figure"), 2, Block.Align.RIGHT)),
            texts(figures(result))));
    if (!page.rows().isEmpty()) {
      content.add(new Block.Heading(t("campaign.result.by")));
      content.add(
          new Block.Table(
              t("campaign.result.by"),
              List.of(
                  new Block.Column(t("campaign.audience.where"), 4),
                  new Block.Column(t("campaign.result.operator"), 2),
                  new Block.Column(t("campaign.audience.persons"), 2, Block.Align.RIGHT),
                  new Block.Column(t("campaign.recipient.DELIVERED"), 2, Block.Align.RIGHT)),
              page.rows().stream()
                  .map(
                      row ->
                          Arrays.<@Nullable String>asList(
                              row.place(),
                              row.operator(),
                              numbers.format(row.recipients()),
                              numbers.format(row.delivered())))
                  .toList()));
    }
    if (!page.former().isEmpty()) {
      content.add(new Block.Heading(t("campaign.result.years")));
      content.add(
          new Block.Table(
              t("campaign.result.years"),
              List.of(
                  new Block.Column(t("campaign.plan.title"), 4),
                  new Block.Column(t("campaign.audience.persons"), 2, Block.Align.RIGHT),
                  new Block.Column(t("campaign.recipient.DELIVERED"), 2, Block.Align.RIGHT),
                  new Block.Column(t("campaign.result.followed"), 2, Block.Align.RIGHT)),
              texts(years(page))));
    }
    content.add(new Block.Paragraph(t("campaign.report.note", page.smallest()), Block.Look.SMALL));
    content.add(
        new Block.Closing(
            List.of(t("campaign.report.above"), t("campaign.report.file")),
            new Signature(
                List.of(t("campaign.report.head")), "(Ký, ghi rõ họ tên, đóng dấu)", null)));
    return new Paper(
        t("campaign.report.title"),
        null,
        null,
        page.agency(),
        new Paper.Number(null, "BC"),
        null,
        LegalTime.day(result.at()),
        t("campaign.report.type"),
        t("campaign.report.subject", campaign.plan().title()),
        content,
        false,
        result.at());
  }

  private Block.Field field(String key, @Nullable String value) {
    return new Block.Field(t(key), value == null || value.isBlank() ? "–" : value);
  }

  /** What and how much, a row each: texts, and numbers as numbers. */
  List<List<Object>> figures(CampaignResult result) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of(t("campaign.audience.persons"), result.recipients()));
    for (RecipientState state : RecipientState.values()) {
      if (result.in(state) > 0) {
        rows.add(List.of(t("campaign.recipient." + state), result.in(state)));
      }
    }
    rows.add(List.of(t("campaign.result.opt-outs"), result.optOuts()));
    rows.add(List.of(t("campaign.report.cost"), result.dong()));
    rows.add(List.of(t("campaign.result.topics"), result.topics()));
    rows.add(List.of(t("campaign.result.visits"), result.visits()));
    if (result.calls().called() > 0) {
      rows.add(List.of(t("campaign.result.called"), result.calls().called()));
      rows.add(List.of(t("campaign.result.read"), result.calls().read()));
    }
    rows.add(List.of(t("campaign.result.followed"), result.followed().value()));
    for (Few.Part way : result.ways()) {
      rows.add(List.of("– " + t("campaign.way." + way.key()), way.count()));
    }
    for (Few.Part outcome : result.outcomes()) {
      rows.add(List.of("– " + t("campaign.outcome." + outcome.key()), outcome.count()));
    }
    rows.add(List.of(t("campaign.result.around"), result.around().value()));
    rows.add(List.of(t("campaign.result.before"), result.before().value()));
    return rows;
  }

  /** This campaign beside those of former times, the same way. */
  List<List<Object>> years(ResultPage page) {
    List<CampaignResult> all = new ArrayList<>(page.former());
    all.add(0, page.result());
    return all.stream()
        .map(
            one ->
                List.<Object>of(
                    one.campaign().plan().title(),
                    one.recipients(),
                    one.in(RecipientState.DELIVERED),
                    one.followed().value()))
        .toList();
  }

  /** As a paper has them. */
  private List<List<@Nullable String>> texts(List<List<Object>> rows) {
    List<List<@Nullable String>> texts = new ArrayList<>();
    for (List<Object> row : rows) {
      List<@Nullable String> cells = new ArrayList<>();
      row.forEach(
          cell ->
              cells.add(cell instanceof Number number ? numbers.format(number) : cell.toString()));
      texts.add(cells);
    }
    return texts;
  }
}
