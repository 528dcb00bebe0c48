package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.papers.Block;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.Paper;
import vn.tinbao.server.papers.Signature;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;
import vn.tinbao.server.plan.PlanSigner;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.web.Messages;

/**
 * A report as an official paper (decree 30/2020/NĐ-CP): head, parts, recipients, who signs, annexes
 * with the figures, targets, tasks and reports received. Always Vietnamese. A summary is issued by
 * whom the plan names, a contribution by its agency.
 */
@Singleton
public class ReportPapers {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

  private final Plans plans;
  private final PlanAgencies agencies;
  private final Catalogue catalogue;
  private final Messages messages;

  ReportPapers(Plans plans, PlanAgencies agencies, Catalogue catalogue, Messages messages) {
    this.plans = plans;
    this.agencies = agencies;
    this.catalogue = catalogue;
    this.messages = messages;
  }

  private record Issuer(
      String name, @Nullable String superior, String place, @Nullable String sign) {}

  /** What a report is called: {@code 6 tháng đầu năm 2024}. */
  public static String period(Messages messages, Locale locale, PeriodicReport report) {
    String year = Integer.toString(report.from().getYear());
    return switch (report.period()) {
      case MONTH ->
          messages.text(
              locale,
              "report.period.of.MONTH",
              Integer.toString(report.from().getMonthValue()),
              year);
      case QUARTER ->
          messages.text(
              locale,
              "report.period.of.QUARTER",
              List.of("I", "II", "III", "IV").get((report.from().getMonthValue() - 1) / 3),
              year);
      case HALF_YEAR, YEAR -> messages.text(locale, "report.period.of." + report.period(), year);
      case ONE_OFF ->
          messages.text(locale, "report.period.of.ONE_OFF", OfficialDate.brief(report.lastDay()));
    };
  }

  /**
   * The paper.
   *
   * @param madeAt when it is printed
   */
  public Paper paper(PeriodicReport report, ReportText text, Instant madeAt) {
    CatalogueSnapshot snapshot = catalogue.now();
    Plan plan = plans.plan(report.planId()).orElse(null);
    Issuer issuer = issuer(snapshot, report, plan);
    String subject =
        t(
            "report.paper.subject",
            period(messages, VIETNAMESE, report),
            plan == null ? report.planId() : carriedOut(plan.title()));
    List<Block> content = new ArrayList<>();
    if (plan != null) {
      content.add(
          new Block.Paragraph(
              t(
                  "report.paper.basis",
                  number(plan),
                  plan.issuerName(),
                  plan.title(),
                  issuer.name())));
    }
    parts(content, text);
    if (!report.state().open() || report.number() != null) {
      content.add(
          new Block.Paragraph(
              t("report.paper.as-of", DraftWords.asOf(text.annex().asOf())), Block.Look.ITALIC));
    }
    content.add(closing(snapshot, report, plan));
    annexes(content, text);
    return new Paper(
        t("report.paper.type") + " " + subject,
        null,
        issuer.superior(),
        issuer.name(),
        new Paper.Number(report.number(), issuer.sign()),
        issuer.place(),
        report.numberedOn(),
        t("report.paper.type"),
        subject,
        content,
        false,
        madeAt);
  }

  /** {@code thực hiện công tác …}: many plans begin with these words, others with their subject. */
  private String carriedOut(String title) {
    String carrying = t("report.paper.carrying-out");
    String within = title.substring(0, 1).toLowerCase(VIETNAMESE) + title.substring(1);
    return within.startsWith(carrying) ? within : carrying + " " + within;
  }

  private String number(Plan plan) {
    String number = plan.number();
    if (number == null) {
      return t("report.paper.no-number");
    }
    return t("report.paper.number", number.startsWith("/") ? "....." + number : number);
  }

  private Issuer issuer(CatalogueSnapshot snapshot, PeriodicReport report, @Nullable Plan plan) {
    Agency agency = snapshot.agency(report.agencyId()).orElse(null);
    if (report.kind() == ReportKind.SUMMARY && plan != null) {
      Optional<Unit> unit = agencies.unit(plan);
      String place = plan.place();
      return new Issuer(
          plan.issuerName(),
          null,
          place != null ? place : unit.map(Unit::name).orElse("Hà Nội"),
          plan.issuerKey().startsWith("bcd")
              ? "BC-BCĐ"
              : plan.issuerKey().startsWith("ubnd") ? "BC-UBND" : null);
    }
    if (agency == null) {
      return new Issuer(report.agencyId(), null, "Hà Nội", null);
    }
    boolean alone =
        agency.function() == AgencyFunction.PEOPLES_COMMITTEE
            || agency.function() == AgencyFunction.STEERING_COMMITTEE;
    return new Issuer(
        agency.name(),
        alone ? null : snapshot.agency(agency.parentId()).map(Agency::name).orElse(null),
        snapshot.unit(agency.unitId()).map(Unit::name).orElse("Hà Nội"),
        agency.function() == AgencyFunction.PEOPLES_COMMITTEE
            ? "BC-UBND"
            : agency.function() == AgencyFunction.STEERING_COMMITTEE ? "BC-BCĐ" : null);
  }

  private void parts(List<Block> content, ReportText text) {
    for (ReportPart part : ReportPart.values()) {
      if (part == ReportPart.DIRECTION) {
        content.add(new Block.Heading(t("report.paper.results")));
      }
      content.add(new Block.Heading(t("report.paper.part." + part)));
      String words = FigureMarks.plain(text.part(part));
      content.add(new Block.Paragraph(words.isBlank() ? t("report.paper.nothing") : words));
    }
  }

  private Block closing(CatalogueSnapshot snapshot, PeriodicReport report, @Nullable Plan plan) {
    List<String> recipients = new ArrayList<>();
    for (String id : Arrays.asList(report.toAgency(), report.viaAgency())) {
      if (id != null) {
        recipients.add(snapshot.agency(id).map(Agency::name).orElse(id) + " (b/c);");
      }
    }
    recipients.add(t("report.paper.file"));
    List<String> capacity = new ArrayList<>();
    if (report.kind() == ReportKind.SUMMARY && plan != null) {
      PlanSigner signer = plan.signer();
      for (String one :
          Arrays.asList(signer.authority(), signer.position(), signer.secondPosition())) {
        if (one != null && !one.isBlank()) {
          capacity.addAll(List.of(one.split("; ?")));
        }
      }
    }
    if (capacity.isEmpty()) {
      capacity.add(t("report.paper.head"));
    }
    return new Block.Closing(recipients, new Signature(capacity, t("report.paper.sign"), null));
  }

  private void annexes(List<Block> content, ReportText text) {
    ReportAnnex annex = text.annex();
    content.add(new Block.Annex(t("report.paper.annex.figures")));
    content.add(
        new Block.Paragraph(
            t("report.paper.annex.scope", annex.scope(), DraftWords.asOf(annex.asOf())),
            Block.Look.CENTRED));
    content.add(
        new Block.Table(
            t("report.paper.annex.figures"),
            columns("report.paper.figure.", 2, 13, 5, 5, 5, 5),
            figures(annex)));
    if (!annex.parts().isEmpty()) {
      content.add(new Block.Heading(t("report.paper.annex.parts")));
      content.add(
          new Block.Table(
              t("report.paper.annex.parts"),
              columns("report.paper.part-of.", 8, 8, 3),
              parts(annex)));
    }
    if (!annex.targets().isEmpty()) {
      content.add(new Block.Heading(t("report.paper.annex.targets")));
      content.add(
          new Block.Table(
              t("report.paper.annex.targets"),
              columns("report.paper.target.", 1, 8, 3, 3, 3),
              targets(annex)));
    }
    if (!annex.tasks().isEmpty()) {
      content.add(new Block.Annex(t("report.paper.annex.tasks")));
      content.add(
          new Block.Table(
              t("report.paper.annex.tasks"),
              columns("report.paper.task.", 2, 8, 5, 3, 6),
              tasks(annex)));
    }
    if (!annex.below().isEmpty()) {
      content.add(new Block.Annex(t("report.paper.annex.below")));
      content.add(
          new Block.Table(
              t("report.paper.annex.below"),
              columns("report.paper.below.", 1, 9, 4),
              below(annex)));
    }
  }

  private List<Block.Column> columns(String key, int... widths) {
    List<Block.Column> columns = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      columns.add(new Block.Column(t(key + (i + 1)), widths[i]));
    }
    return columns;
  }

  private static List<List<@Nullable String>> figures(ReportAnnex annex) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    int at = 0;
    for (ReportFigure figure : annex.figures()) {
      String unit = figure.unit() == FigureUnit.PERCENT ? " %" : "";
      rows.add(
          Arrays.asList(
              Integer.toString(++at),
              figure.name(),
              shown(figure, ReportFigure.Which.VALUE, unit),
              figure.unit() == FigureUnit.COUNT
                  ? ""
                  : figure.shown(ReportFigure.Which.PART)
                      + "/"
                      + figure.shown(ReportFigure.Which.OF),
              shown(figure, ReportFigure.Which.BEFORE, unit),
              figure.change()));
    }
    return rows;
  }

  /** What is told in parts stands before the first of them. */
  private static List<List<@Nullable String>> parts(ReportAnnex annex) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (ReportAnnex.Parts one : annex.parts()) {
      String title = one.title();
      for (ReportAnnex.Part part : one.parts()) {
        rows.add(
            Arrays.asList(
                title, part.name(), ReportFigure.number(BigDecimal.valueOf(part.count()))));
        title = "";
      }
    }
    return rows;
  }

  private static String shown(ReportFigure figure, ReportFigure.Which which, String unit) {
    return figure.shown(which) + (figure.amount(which) == null ? "" : unit);
  }

  private List<List<@Nullable String>> targets(ReportAnnex annex) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    int at = 0;
    for (ReportAnnex.Target target : annex.targets()) {
      ReportFigure figure = target.key() == null ? null : annex.figure(target.key()).orElse(null);
      Boolean reached = target.reached();
      rows.add(
          Arrays.asList(
              Integer.toString(++at),
              target.title(),
              target.wanted(),
              figure == null
                  ? ""
                  : shown(
                      figure,
                      ReportFigure.Which.VALUE,
                      figure.unit() == FigureUnit.PERCENT ? " %" : ""),
              reached == null ? "" : t(reached ? "report.reached" : "report.missed")));
    }
    return rows;
  }

  private List<List<@Nullable String>> tasks(ReportAnnex annex) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (ReportAnnex.Task task : annex.tasks()) {
      rows.add(
          Arrays.asList(
              task.id(),
              task.title(),
              task.who(),
              task.state().isEmpty() ? "" : t("report.task." + task.state()),
              String.join("\n", task.evidence())));
    }
    return rows;
  }

  private List<List<@Nullable String>> below(ReportAnnex annex) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    int at = 0;
    for (ReportAnnex.Below one : annex.below()) {
      rows.add(
          Arrays.asList(
              Integer.toString(++at), one.agency(), t("report.standing." + one.standing())));
    }
    return rows;
  }

  private String t(String key, Object... arguments) {
    return messages.text(VIETNAMESE, key, arguments);
  }
}
