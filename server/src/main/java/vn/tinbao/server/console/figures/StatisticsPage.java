package vn.tinbao.server.console.figures;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.TargetBar;
import vn.tinbao.server.statistics.Figure;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;
import vn.tinbao.server.web.Ui;

/**
 * All figures of one place and period.
 *
 * @param place its name; null: the whole country
 * @param up address of the place above; null when that is not the viewer's to see
 * @param offered periods of the form, by their codes
 * @param unitsOn the day whose map it is
 * @param asOf nothing that was written down later counts
 * @param waiting changes that are not counted yet
 * @param wrong sums that the last nightly check found and mended
 * @param people the victims in their parts; null: they are so few that they could be known
 */
public record StatisticsPage(
    Locale locale,
    @Nullable String place,
    @Nullable String up,
    AskedFigures asked,
    List<String> offered,
    LocalDate unitsOn,
    Instant asOf,
    long waiting,
    long wrong,
    List<PlanTargets> targets,
    List<Line> lines,
    BarChart trend,
    List<PartChart> parts,
    @Nullable List<PartChart> people,
    @Nullable FigureMap map,
    List<PlaceLine> places,
    long elsewhere,
    List<AgencyLine> agencies) {

  /**
   * What one plan wants to reach, as counted in this place and period.
   *
   * @param planId null: no plan runs here; what the founding plans have in common
   * @param name of the plan
   * @param about its years, who issued it, and its territory
   * @param part whether this place is a part of its territory only
   * @param words targets of it that no figure counts
   */
  public record PlanTargets(
      @Nullable String planId,
      String name,
      String about,
      boolean part,
      int words,
      List<Target> targets) {}

  /**
   * A target and where it stands.
   *
   * @param figure what counts it
   * @param aim {@code trên 90 %}, {@code giảm so với cùng kỳ (12)}
   */
  public record Target(String title, FigureValue figure, String aim, TargetBar bar) {}

  /** A figure, the same of the year before, and by how much it rose; null: nothing to compare. */
  public record Line(FigureValue value, FigureValue before, @Nullable BigDecimal change) {}

  /**
   * A place below.
   *
   * @param href its own page; null: it is not of one place only
   * @param width of its bar, in hundredths of the most
   * @param few too few reports for a rate that says anything
   */
  public record PlaceLine(
      String name,
      @Nullable String href,
      int width,
      FigureValue received,
      FigureValue classified,
      FigureValue resolved,
      boolean few) {}

  /** What an agency leads. */
  public record AgencyLine(
      String name,
      FigureValue received,
      FigureValue classified,
      FigureValue resolved,
      boolean few) {}

  /**
   * A figure as people read it: {@code 1.234}, {@code 92,5 %}, {@code 12,3 ngày}; a dash for none.
   */
  public String shown(Ui ui, FigureValue value) {
    BigDecimal number = value.value();
    if (number == null) {
      return "–";
    }
    return switch (value.figure().unit()) {
      case COUNT -> number(number);
      case PERCENT -> number(number) + " %";
      case DAYS -> ui.t("figures.days", number(number));
    };
  }

  /** {@code 45 / 50}, empty for a count. */
  public String of(FigureValue value) {
    return value.figure().unit() == FigureUnit.PERCENT
        ? number(value.numerator()) + " / " + number(BigDecimal.valueOf(value.denominator()))
        : "";
  }

  /** {@code +12}, {@code −3,5}. */
  public String change(Ui ui, Line line) {
    BigDecimal change = line.change();
    if (change == null) {
      return "–";
    }
    String sign = change.signum() > 0 ? "+" : change.signum() < 0 ? "−" : "±";
    String number = sign + number(change.abs());
    return line.value().figure().unit() == FigureUnit.PERCENT
        ? ui.t("figures.points", number)
        : number;
  }

  /** A number as it is written in the page's language. */
  public String number(BigDecimal number) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  /** A count as it is written in the page's language. */
  public String number(long count) {
    return number(BigDecimal.valueOf(count));
  }

  /** What a figure is called. */
  public String name(Figure figure) {
    return figure.name(locale);
  }

  /** The address of this page. */
  public String here() {
    return "/figures?" + asked.query();
  }

  /** The address of a file of the same. */
  public String file(String path) {
    return "/figures/" + path + "?" + asked.query();
  }

  /** {@code Năm 2026}, {@code Quý 3 năm 2026}. */
  public String period(Ui ui, String code) {
    String year = code.substring(0, 4);
    if (code.length() == 4) {
      return ui.t("figures.period.year", year);
    }
    String part = code.substring(5);
    return switch (part.charAt(0)) {
      case 'Q' -> ui.t("figures.period.quarter", part.substring(1), year);
      case 'H' -> ui.t("figures.period.half." + part.charAt(1), year);
      default -> ui.t("figures.period.month", part, year);
    };
  }
}
