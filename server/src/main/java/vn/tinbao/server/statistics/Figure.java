package vn.tinbao.server.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure, as {@code statistics/figures.yaml} defines it.
 *
 * @param key the word by which plans, reports and exports name it
 * @param nameVi what it is called
 * @param definitionVi what exactly is counted of what
 * @param basis article of law or plan that asks for it
 * @param verified whether the definition was read in that text; false: our reading of it
 * @param source which facts are counted, and by which day they belong to a period
 * @param of SQL: whether a fact belongs to what the numerator is measured against (for COUNT and
 *     DAYS: to what is counted); {@code true} when null
 * @param counts SQL: whether it belongs to the numerator too; null for DAYS, and for COUNT where
 *     {@code of} says it all
 * @param adds SQL: what a fact adds: days for DAYS, an amount for COUNT; null: one
 * @param target what the founding plans ask for, in the figure's unit; null: nothing
 * @param targetIsLeast whether the target itself is enough; else it must be passed
 * @param eachMonth measured against the months of the period: those in which there is a fact
 */
public record Figure(
    String key,
    FigureUnit unit,
    String nameVi,
    String nameEn,
    String definitionVi,
    String definitionEn,
    String basis,
    boolean verified,
    String source,
    @Nullable String of,
    @Nullable String counts,
    @Nullable String adds,
    boolean eachMonth,
    @Nullable BigDecimal target,
    boolean targetIsLeast) {
  /** Days are added up in ten-thousandths. */
  private static final int PARTS = 10_000;

  /** What it is called in this language; Vietnamese when there is no other. */
  public String name(Locale locale) {
    return locale.getLanguage().equals("en") ? nameEn : nameVi;
  }

  /** What exactly is counted. */
  public String definition(Locale locale) {
    return locale.getLanguage().equals("en") ? definitionEn : definitionVi;
  }

  /** Whether two amounts are told: one of the other. */
  public boolean hasDenominator() {
    return unit != FigureUnit.COUNT;
  }

  /** SQL over the facts, true for those against which is measured. */
  String condition() {
    return of == null ? "true" : "(" + of + ")";
  }

  /**
   * SQL aggregate of the numerator, an integer: what is added up is counted in {@link #PARTS}th
   * parts.
   */
  String numerator() {
    if (eachMonth) {
      return "count(DISTINCT date_trunc('month', f.day)) FILTER (WHERE " + condition() + ")";
    }
    return adds == null
        ? "count(*) FILTER (WHERE " + holds() + ")"
        : "coalesce(sum(" + amount() + ") FILTER (WHERE " + condition() + "), 0)";
  }

  /** SQL aggregate of the denominator. */
  String denominator() {
    return eachMonth ? "(:months)::bigint" : "count(*) FILTER (WHERE " + condition() + ")";
  }

  /** What one fact adds to the numerator, and to the denominator: SQL over a row. */
  String[] ofOneFact() {
    return new String[] {
      adds == null
          ? "(" + holds() + ")::int::bigint"
          : "CASE WHEN " + condition() + " THEN " + amount() + " ELSE 0 END",
      "coalesce(" + condition() + ", false)::int::bigint"
    };
  }

  private String holds() {
    return "coalesce(" + condition() + (counts == null ? "" : " AND (" + counts + ")") + ", false)";
  }

  private String amount() {
    return "round((" + adds + ") * " + PARTS + ")::bigint";
  }

  /** The value of integer sums, as the SQL of this figure gives them. */
  FigureValue value(long numerator, long denominator) {
    return new FigureValue(
        this,
        adds == null
            ? BigDecimal.valueOf(numerator)
            : BigDecimal.valueOf(numerator)
                .divide(
                    BigDecimal.valueOf(PARTS),
                    unit == FigureUnit.DAYS ? 4 : 0,
                    RoundingMode.HALF_UP),
        hasDenominator() ? denominator : 0);
  }
}
