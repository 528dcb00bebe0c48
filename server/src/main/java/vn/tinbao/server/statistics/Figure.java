package vn.tinbao.server.statistics;

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
 * @param adds SQL: days that a fact adds; null but for DAYS
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
    @Nullable String adds) {

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
  String denominator() {
    return of == null ? "true" : "(" + of + ")";
  }

  /** SQL aggregate of the numerator. */
  String numerator() {
    return switch (unit) {
      case COUNT, PERCENT ->
          "count(*) FILTER (WHERE "
              + denominator()
              + (counts == null ? "" : " AND (" + counts + ")")
              + ")";
      case DAYS -> "coalesce(sum((" + adds + ")::numeric) FILTER (WHERE " + denominator() + "), 0)";
    };
  }

  /** SQL aggregate of the denominator. */
  String denominators() {
    return "count(*) FILTER (WHERE " + denominator() + ")";
  }
}
