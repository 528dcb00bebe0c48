package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.tinbao.server.fieldwork.FieldReport;
import vn.tinbao.server.fieldwork.FieldReports;
import vn.tinbao.server.fieldwork.ReportField;
import vn.tinbao.server.fieldwork.ScreeningQuestions;
import vn.tinbao.server.web.Ui;

/** Puts reports from the field into the words of the page. */
@Singleton
final class FieldReportCards {
  private final FieldReports reports;
  private final ScreeningQuestions questions;

  FieldReportCards(FieldReports reports, ScreeningQuestions questions) {
    this.reports = reports;
    this.questions = questions;
  }

  /** Of a tip that the viewer has opened, by task. */
  Map<UUID, FieldReportCard> ofTip(Ui ui, UUID tipId) {
    Map<UUID, FieldReportCard> cards = new HashMap<>();
    reports.ofTip(tipId).forEach(report -> cards.put(report.assignmentId(), card(ui, report)));
    return cards;
  }

  private FieldReportCard card(Ui ui, FieldReport report) {
    Map<String, FieldReport.Field> fields = new HashMap<>();
    report.fields().forEach(field -> fields.put(field.name(), field));
    List<FieldReportCard.Line> lines = new ArrayList<>();
    for (ReportField known : ReportField.values()) {
      FieldReport.Field field = fields.get(known.code());
      if (field != null && !(field.value().isEmpty() && field.rivals().isEmpty())) {
        lines.add(line(ui, ui.t("fieldwork.field." + known.code()), field));
      }
    }
    List<FieldReportCard.Line> screening =
        report.fields().stream()
            .filter(field -> ReportField.isScreening(field.name()))
            .filter(field -> !(field.value().isEmpty() && field.rivals().isEmpty()))
            .map(
                field ->
                    line(
                        ui,
                        questions.words(ReportField.question(field.name()), ui.locale()),
                        field))
            .toList();
    long signs =
        report.fields().stream()
            .filter(field -> ReportField.isScreening(field.name()) && field.value().equals("YES"))
            .count();
    return new FieldReportCard(report.updatedAt(), report.finishedAt(), lines, screening, signs);
  }

  private static FieldReportCard.Line line(Ui ui, String label, FieldReport.Field field) {
    return new FieldReportCard.Line(
        label,
        words(ui, field.name(), field.value()),
        field.rivals().stream().map(rival -> words(ui, field.name(), rival.value())).toList());
  }

  private static String words(Ui ui, String field, String value) {
    if (value.isEmpty()) {
      return ui.t("fieldwork.empty");
    }
    if (ReportField.isScreening(field)) {
      return ui.t("fieldwork.answer." + value);
    }
    if (field.equals(ReportField.NEEDS.code())) {
      return Arrays.stream(value.split(","))
          .map(need -> ui.t("fieldwork.need." + need))
          .collect(Collectors.joining(", "));
    }
    return field.equals(ReportField.POSITION.code()) ? position(ui, value) : value;
  }

  private static String position(Ui ui, String value) {
    String[] parts = value.split(" ");
    String accuracy =
        parts[2].equals("-")
            ? ui.t("fieldwork.accuracy.unknown")
            : ui.t("fieldwork.accuracy", parts[2]);
    String words = parts[0] + ", " + parts[1] + " (" + accuracy + ")";
    if (parts[3].equals("-")) {
      return words;
    }
    try {
      return words + ", " + ui.t("fieldwork.position.at", ui.minute(Instant.parse(parts[3])));
    } catch (DateTimeParseException noSuchDay) {
      return words;
    }
  }
}
