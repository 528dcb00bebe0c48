package vn.tinbao.server.console.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.tinbao.server.statistics.Period;

/**
 * A period as an address names it: {@code 2026}, {@code 2026-Q3}, {@code 2026-H1}, {@code 2026-07}.
 *
 * @param code the same
 */
public record AskedPeriod(String code, Period period) {
  private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(Q[1-4]|H[12]|\\d{2}))?");
  private static final int YEARS = 6;

  /** Empty for anything else. */
  static Optional<AskedPeriod> of(String code) {
    Matcher matcher = FORM.matcher(code);
    if (!matcher.matches() || code.startsWith("0000")) {
      return Optional.empty();
    }
    int year = Integer.parseInt(matcher.group(1));
    String part = matcher.group(2);
    if (year > 9998) {
      return Optional.empty();
    }
    if (part == null) {
      return Optional.of(months(code, year, 1, 12));
    }
    int number = Integer.parseInt(part.replaceAll("\\D", ""));
    return switch (part.charAt(0)) {
      case 'Q' -> Optional.of(months(code, year, 3 * number - 2, 3));
      case 'H' -> Optional.of(months(code, year, 6 * number - 5, 6));
      default ->
          number >= 1 && number <= 12
              ? Optional.of(months(code, year, number, 1))
              : Optional.empty();
    };
  }

  /** What the form offers: this year and those before, with their parts. */
  static List<String> offered(LocalDate today) {
    List<String> codes = new ArrayList<>();
    for (int year = today.getYear(); year > today.getYear() - YEARS; year--) {
      codes.add(Integer.toString(year));
      for (String part : List.of("H1", "H2", "Q1", "Q2", "Q3", "Q4")) {
        String code = year + "-" + part;
        if (!of(code).orElseThrow().period().from().isAfter(today)) {
          codes.add(code);
        }
      }
    }
    return codes;
  }

  private static AskedPeriod months(String code, int year, int first, int many) {
    LocalDate from = LocalDate.of(year, first, 1);
    return new AskedPeriod(code, new Period(from, from.plusMonths(many)));
  }
}
