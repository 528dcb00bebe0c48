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
            figures(result)));
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
              years(page)));
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

  /** What and how much, a row each. */
  List<List<@Nullable String>> figures(CampaignResult result) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    add(rows, t("campaign.audience.persons"), numbers.format(result.recipients()));
    for (RecipientState state : RecipientState.values()) {
      if (result.in(state) > 0) {
        add(rows, t("campaign.recipient." + state), numbers.format(result.in(state)));
      }
    }
    add(rows, t("campaign.result.opt-outs"), numbers.format(result.optOuts()));
    add(rows, t("campaign.audience.cost"), t("campaign.dong", result.dong()));
    add(rows, t("campaign.result.topics"), numbers.format(result.topics()));
    add(rows, t("campaign.result.visits"), numbers.format(result.visits()));
    if (result.calls().called() > 0) {
      add(rows, t("campaign.result.called"), numbers.format(result.calls().called()));
      add(rows, t("campaign.result.read"), numbers.format(result.calls().read()));
    }
    add(rows, t("campaign.result.followed"), result.followed().shown());
    for (Few.Part way : result.ways()) {
      add(rows, "– " + t("campaign.way." + way.key()), numbers.format(way.count()));
    }
    for (Few.Part outcome : result.outcomes()) {
      add(rows, "– " + t("campaign.outcome." + outcome.key()), numbers.format(outcome.count()));
    }
    add(rows, t("campaign.result.around"), result.around().shown());
    add(rows, t("campaign.result.before"), result.before().shown());
    return rows;
  }

  List<List<@Nullable String>> years(ResultPage page) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<CampaignResult> all = new ArrayList<>(page.former());
    all.add(0, page.result());
    for (CampaignResult one : all) {
      rows.add(
          Arrays.asList(
              one.campaign().plan().title(),
              numbers.format(one.recipients()),
              numbers.format(one.in(RecipientState.DELIVERED)),
              one.followed().shown()));
    }
    return rows;
  }

  private static void add(List<List<@Nullable String>> rows, String what, String figure) {
    rows.add(Arrays.asList(what, figure));
  }
}
