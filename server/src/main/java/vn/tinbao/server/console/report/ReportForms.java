package vn.tinbao.server.console.report;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.serde.annotation.Serdeable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.report.ReportPart;

/** What the forms of these pages send, from our own pages or from anybody. */
final class ReportForms {
  private ReportForms() {}

  /** A step: which version its sender saw, and what belongs to the step. */
  @Serdeable
  @Introspected
  record StepForm(
      @Nullable String formId,
      @Nullable String version,
      @Nullable String meant,
      @Nullable String why,
      @Nullable String day) {}

  /** The words, a field a part; what is not sent stays as it was. */
  @Serdeable
  @Introspected
  record WordsForm(
      @Nullable String formId,
      @Nullable String version,
      @Nullable String situation,
      @Nullable String direction,
      @Nullable String communication,
      @Nullable String prevention,
      @Nullable String fight,
      @Nullable String victims,
      @Nullable String law,
      @Nullable String international,
      @Nullable String difficulties,
      @Nullable String coming,
      @Nullable String proposals) {

    Map<ReportPart, String> parts() {
      Map<ReportPart, String> parts = new EnumMap<>(ReportPart.class);
      for (ReportPart part : ReportPart.values()) {
        String words = of(part);
        if (words != null) {
          parts.put(part, words);
        }
      }
      return parts;
    }

    private @Nullable String of(ReportPart part) {
      return switch (part) {
        case SITUATION -> situation;
        case DIRECTION -> direction;
        case COMMUNICATION -> communication;
        case PREVENTION -> prevention;
        case FIGHT -> fight;
        case VICTIMS -> victims;
        case LAW -> law;
        case INTERNATIONAL -> international;
        case DIFFICULTIES -> difficulties;
        case COMING -> coming;
        case PROPOSALS -> proposals;
      };
    }
  }

  /** The version; 0, which none has, for what is no number. */
  static int version(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : 0;
  }

  /** A day as browsers write it. */
  static Optional<LocalDate> day(@Nullable String typed) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(typed).strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
