package vn.tinbao.server.plan.report;

import io.micronaut.serde.annotation.Serdeable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A report's words, with the annex from which their figures come.
 *
 * @param parts what is not there is empty; figures are marked, see {@link FigureMarks}
 */
@Serdeable
public record ReportText(Map<ReportPart, String> parts, ReportAnnex annex) {
  /** Most characters of a part. */
  public static final int LONGEST = 20_000;

  /** Copied; line ends are {@code \n}. */
  public ReportText {
    Map<ReportPart, String> clean = new EnumMap<>(ReportPart.class);
    // All parts empty: JSON had none.
    Objects.requireNonNullElse(parts, Map.<ReportPart, String>of())
        .forEach(
            (part, text) ->
                clean.put(
                    part,
                    text.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "").strip()));
    parts = clean;
  }

  /** One part, never null. */
  public String part(ReportPart part) {
    return parts.getOrDefault(part, "");
  }

  /** Whether a part is longer than a report may be. */
  boolean tooLong() {
    return parts.values().stream().anyMatch(text -> text.length() > LONGEST);
  }

  /** Never the words: they may name people. */
  @Override
  public String toString() {
    return "ReportText[as of " + annex.asOf() + "]";
  }
}
