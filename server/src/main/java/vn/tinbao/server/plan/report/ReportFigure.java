package vn.tinbao.server.plan.report;

import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.statistics.FigureUnit;

/**
 * A figure of the annex beside that of the same days of the year before.
 *
 * @param key its word in {@code statistics/figures.yaml}
 * @param name Vietnamese
 * @param denominator 0 for COUNT
 */
@Serdeable
public record ReportFigure(
    String key,
    FigureUnit unit,
    String name,
    BigDecimal numerator,
    long denominator,
    BigDecimal beforeNumerator,
    long beforeDenominator) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final DecimalFormatSymbols VIETNAMESE =
      DecimalFormatSymbols.getInstance(Locale.forLanguageTag("vi-VN"));

  /** Which of its amounts. */
  public enum Which {
    /** What it is called by: the count, the rate, the days. */
    VALUE(""),
    /** The numerator of a rate. */
    PART(".part"),
    /** What it is measured against. */
    OF(".of"),
    /** The value of the same days of the year before. */
    BEFORE(".before");

    private final String suffix;

    Which(String suffix) {
      this.suffix = suffix;
    }

    /** Behind the key in a mark. */
    public String suffix() {
      return suffix;
    }
  }

  /** The value; null when there is nothing to measure against. */
  public @Nullable BigDecimal value() {
    return value(numerator, denominator);
  }

  /** That of the year before. */
  public @Nullable BigDecimal before() {
    return value(beforeNumerator, beforeDenominator);
  }

  /** One of its amounts; null when there is none. */
  public @Nullable BigDecimal amount(Which which) {
    return switch (which) {
      case VALUE -> value();
      case BEFORE -> before();
      case PART -> numerator;
      case OF -> BigDecimal.valueOf(unit == FigureUnit.COUNT ? numerator.longValue() : denominator);
    };
  }

  /** As Vietnamese papers write it: {@code 1.234}, {@code 93,5}; a dash when there is none. */
  public String shown(Which which) {
    BigDecimal amount = amount(which);
    return amount == null ? "–" : number(amount);
  }

  /** How much more or less than the year before: {@code +12}, {@code -3,5}; a dash when unknown. */
  public String change() {
    BigDecimal now = value();
    BigDecimal before = before();
    if (now == null || before == null) {
      return "–";
    }
    BigDecimal change = now.subtract(before);
    return (change.signum() > 0 ? "+" : "") + number(change);
  }

  /** A number with dots and a decimal comma, one decimal at most. */
  static String number(BigDecimal amount) {
    return new DecimalFormat("#,##0.#", VIETNAMESE)
        .format(amount.setScale(1, RoundingMode.HALF_UP));
  }

  private @Nullable BigDecimal value(BigDecimal part, long whole) {
    return switch (unit) {
      case COUNT -> part;
      case PERCENT ->
          whole == 0
              ? null
              : part.multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
      case DAYS ->
          whole == 0 ? null : part.divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    };
  }
}
