package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.plan.report.ReportFigure.Which;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.web.Messages;

/**
 * The first words of a report, out of its annex: a skeleton that a person goes on writing. Always
 * Vietnamese.
 */
@Singleton
class DraftWords {
  private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final int LONGEST_OF_BELOW = 2_000;
  private static final int NOWHERE = -1;

  private final Messages messages;

  DraftWords(Messages messages) {
    this.messages = messages;
  }

  /** The whole skeleton. */
  ReportText write(PeriodicReport report, ReportAnnex annex) {
    Map<ReportPart, String> parts = new EnumMap<>(ReportPart.class);
    for (ReportPart part : ReportPart.values()) {
      parts.put(part, fit(String.join("\n", lines(report, part, annex))));
    }
    return new ReportText(parts, annex);
  }

  /**
   * The same words as of a later moment: marked figures follow wherever they stand, lines of the
   * house that are not true any more go, new ones come in their place (what agencies below have
   * sent since, say). What a person wrote or changed stays.
   */
  ReportText renew(PeriodicReport report, ReportText text, ReportAnnex annex) {
    Map<ReportPart, String> parts = new EnumMap<>(ReportPart.class);
    for (ReportPart part : ReportPart.values()) {
      List<String> old = templates(lines(report, part, text.annex()));
      List<String> fresh = lines(report, part, annex);
      List<String> freshTemplates = templates(fresh);
      List<String> kept = new ArrayList<>();
      int at = NOWHERE;
      for (String line : text.part(part).split("\n", -1)) {
        String template = FigureMarks.template(line);
        if (old.contains(template) && !freshTemplates.contains(template)) {
          at = at == NOWHERE ? kept.size() : at;
        } else {
          kept.add(FigureMarks.renewed(line, annex));
        }
      }
      boolean opened = text.part(part).contains(opening(report, text.annex()));
      List<String> added =
          fresh.stream()
              .filter(line -> !old.contains(FigureMarks.template(line)))
              .filter(line -> opened || !line.equals(opening(report, annex)))
              .toList();
      kept.addAll(at == NOWHERE ? kept.size() : at, added);
      parts.put(part, fit(String.join("\n", kept)));
    }
    return new ReportText(parts, annex);
  }

  /**
   * What a part tells beyond what the house wrote into it: for the report of who collects, which
   * has figures and tasks of its own. Campaigns, and what came from further below, are passed on.
   */
  String own(PeriodicReport report, ReportText text, ReportPart part) {
    List<String> house = templates(lines(report, part, text.annex()));
    List<String> passedOn = new ArrayList<>();
    campaigns(part, text.annex(), passedOn);
    below(part, text.annex().below(), passedOn);
    return text.part(part)
        .lines()
        .filter(line -> !house.contains(FigureMarks.template(line)) || passedOn.contains(line))
        .map(FigureMarks::plain)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  private static List<String> templates(List<String> lines) {
    return lines.stream().map(FigureMarks::template).toList();
  }

  /** What the house says in a part. */
  private List<String> lines(PeriodicReport report, ReportPart part, ReportAnnex annex) {
    List<String> lines = new ArrayList<>();
    if (part == ReportPart.SITUATION) {
      lines.add(opening(report, annex));
    }
    figures(part, annex, lines);
    tasks(part, annex, lines);
    campaigns(part, annex, lines);
    difficulties(part, annex, lines);
    below(part, annex.below(), lines);
    if (lines.isEmpty()) {
      lines.add(t("report.draft.empty." + part));
    }
    return lines;
  }

  private String opening(PeriodicReport report, ReportAnnex annex) {
    LocalDate counted = LegalTime.day(annex.asOf());
    LocalDate to = counted.isBefore(report.to()) ? counted : report.to();
    return t(
        "report.draft.opening",
        annex.scope(),
        DAY.format(report.from()),
        DAY.format(to.isBefore(report.from()) ? report.from() : to),
        asOf(annex.asOf()));
  }

  static String asOf(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").format(at.atZone(LegalTime.ZONE));
  }

  private void figures(ReportPart part, ReportAnnex annex, List<String> lines) {
    for (ReportFigure figure : annex.figures()) {
      if (part(figure) == part && worthSaying(figure)) {
        lines.add(
            t(
                "report.draft." + figure.unit() + (figure.before() == null ? ".alone" : ""),
                figure.name(),
                FigureMarks.mark(figure, Which.VALUE),
                FigureMarks.mark(figure, Which.PART),
                FigureMarks.mark(figure, Which.OF),
                FigureMarks.mark(figure, Which.BEFORE)));
      }
    }
  }

  /** A rate of nothing, last year and this, is left to the annex. */
  private static boolean worthSaying(ReportFigure figure) {
    return figure.unit() == FigureUnit.COUNT || figure.denominator() > 0;
  }

  /** Which part tells a figure. */
  private static ReportPart part(ReportFigure figure) {
    String key = figure.key();
    if (key.startsWith("victim") || key.startsWith("referral")) {
      return ReportPart.VICTIMS;
    }
    if (key.startsWith("campaign") || key.contains("media")) {
      return ReportPart.COMMUNICATION;
    }
    if (key.startsWith("case") || key.equals("tips_resolved")) {
      return ReportPart.FIGHT;
    }
    return ReportPart.SITUATION;
  }

  private void tasks(ReportPart part, ReportAnnex annex, List<String> lines) {
    for (ReportAnnex.Task task : annex.tasks()) {
      if (task.part() == part && !task.evidence().isEmpty()) {
        lines.add(t("report.draft.task", task.title(), String.join("; ", task.evidence())));
      }
      if (part == ReportPart.DIFFICULTIES && task.state().equals(ReportAnnex.BLOCKED)) {
        lines.add(t("report.draft.blocked", task.title()));
      }
      if (part == ReportPart.COMING && task.state().equals(ReportAnnex.GOING_ON)) {
        lines.add(t("report.draft.coming", task.title()));
      }
    }
  }

  private void campaigns(ReportPart part, ReportAnnex annex, List<String> lines) {
    if (part == ReportPart.COMMUNICATION) {
      for (ReportAnnex.Held held : annex.campaigns()) {
        lines.add(
            t(
                "report.draft.campaign",
                held.title(),
                DAY.format(held.from()),
                DAY.format(held.until()),
                t("campaign.state." + held.state()).toLowerCase(VIETNAMESE)));
      }
    }
  }

  private void difficulties(ReportPart part, ReportAnnex annex, List<String> lines) {
    if (part != ReportPart.DIFFICULTIES) {
      return;
    }
    for (ReportAnnex.Target target : annex.targets()) {
      String key = target.key();
      if (key != null && Boolean.FALSE.equals(target.reached())) {
        annex
            .figure(key)
            .ifPresent(
                figure ->
                    lines.add(
                        t(
                            "report.draft.missed",
                            target.title(),
                            target.wanted(),
                            FigureMarks.mark(figure, Which.VALUE)
                                + (figure.unit() == FigureUnit.PERCENT ? " %" : ""))));
      }
    }
    List<String> missing =
        annex.below().stream()
            .filter(one -> one.standing() == ReportStanding.MISSING)
            .map(ReportAnnex.Below::agency)
            .toList();
    if (!missing.isEmpty()) {
      lines.add(t("report.draft.missing", String.join("; ", missing)));
    }
  }

  /** What others wrote, said whose it is. */
  private void below(ReportPart part, List<ReportAnnex.Below> below, List<String> lines) {
    for (ReportAnnex.Below one : below) {
      for (ReportAnnex.Said said : one.parts()) {
        if (said.part() == part && !said.text().isBlank()) {
          lines.add(t("report.draft.below", one.agency(), cut(said.text())));
        }
      }
    }
  }

  private static String cut(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= LONGEST_OF_BELOW ? line : line.substring(0, LONGEST_OF_BELOW) + " …";
  }

  private static String fit(String text) {
    return text.length() <= ReportText.LONGEST ? text : text.substring(0, ReportText.LONGEST);
  }

  private String t(String key, Object... arguments) {
    return messages.text(VIETNAMESE, key, arguments);
  }
}
