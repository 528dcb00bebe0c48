package vn.tinbao.server.offers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.offers.OfferMistake.Problem;
import vn.tinbao.server.offers.OfferSheet.Line;

/**
 * The companies of a list. A line is a company with a market and its fee; more lines of the same
 * licence give more of these. Columns, in any order: {@value #LICENCE}, {@value #NAME}, {@value
 * #STATUS} and, where there are any, valid_from, valid_to, address, contact, website, market, job,
 * fee, currency, note; or what they are called in Vietnamese.
 */
final class OfferFile {
  static final String LICENCE = "licence";
  static final String NAME = "name";
  static final String STATUS = "status";

  private static final List<String> NEEDED = List.of(LICENCE, NAME, STATUS);
  private static final int MOST_MISTAKES = 50;
  private static final int LONGEST = 500;
  private static final int SHOWN = 40;
  private static final BigDecimal MOST_FEE = new BigDecimal("1000000000000");
  private static final BigDecimal LEFT_OVER = new BigDecimal("0.000001");
  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2199;
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

  /** What the columns are called in Vietnamese, folded. */
  private static final Map<String, String> CALLED =
      Map.ofEntries(
          Map.entry("so giay phep", LICENCE),
          Map.entry("giay phep", LICENCE),
          Map.entry("ten doanh nghiep", NAME),
          Map.entry("doanh nghiep", NAME),
          Map.entry("ten cong ty", NAME),
          Map.entry("trang thai", STATUS),
          Map.entry("tinh trang", STATUS),
          Map.entry("ngay cap", "valid_from"),
          Map.entry("ngay het han", "valid_to"),
          Map.entry("dia chi", "address"),
          Map.entry("lien he", "contact"),
          Map.entry("dien thoai", "contact"),
          Map.entry("trang web", "website"),
          Map.entry("website", "website"),
          Map.entry("thi truong", "market"),
          Map.entry("nuoc", "market"),
          Map.entry("nganh nghe", "job"),
          Map.entry("cong viec", "job"),
          Map.entry("phi dich vu", "fee"),
          Map.entry("muc phi", "fee"),
          Map.entry("loai tien", "currency"),
          Map.entry("ghi chu", "note"));

  private final List<OfferMistake> mistakes = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Draft> companies = new LinkedHashMap<>();

  private OfferFile() {}

  private record Draft(Company first, List<Company.Fee> fees) {}

  /**
   * Reads a list.
   *
   * @throws OfferFileException with all that is wrong
   */
  static List<Company> read(byte[] file) {
    return new OfferFile().companies(OfferSheet.read(file));
  }

  private List<Company> companies(List<Line> lines) {
    if (lines.size() < 2) {
      throw new OfferFileException(Problem.EMPTY, "", "");
    }
    header(lines.get(0));
    fail();
    for (Line line : lines.subList(1, lines.size())) {
      line(line);
      if (mistakes.size() >= MOST_MISTAKES) {
        mistakes.add(new OfferMistake(0, "", Problem.MORE, ""));
        break;
      }
    }
    fail();
    return companies.values().stream()
        .map(
            draft ->
                new Company(
                    draft.first().licence(),
                    draft.first().name(),
                    draft.first().status(),
                    draft.first().validFrom(),
                    draft.first().validTo(),
                    draft.first().address(),
                    draft.first().contact(),
                    draft.first().website(),
                    draft.fees()))
        .toList();
  }

  private void fail() {
    if (!mistakes.isEmpty()) {
      throw new OfferFileException(mistakes);
    }
  }

  private void header(Line line) {
    for (int i = 0; i < line.fields().size(); i++) {
      String folded = Folded.text(line.fields().get(i));
      String name = CALLED.getOrDefault(folded, folded.replace(' ', '_'));
      if (!name.isEmpty() && columns.put(name, i) != null) {
        wrong(line, name, Problem.COLUMN_TWICE, "");
      }
      if (mistakes.size() >= MOST_MISTAKES) {
        mistakes.add(new OfferMistake(0, "", Problem.MORE, ""));
        return;
      }
    }
    for (String name : NEEDED) {
      if (!columns.containsKey(name)) {
        wrong(line, name, Problem.NO_COLUMN, "");
      }
    }
  }

  private void line(Line line) {
    int before = mistakes.size();
    String licence = need(line, LICENCE);
    String name = need(line, NAME);
    String stands = need(line, STATUS);
    Optional<LicenceStatus> status = LicenceStatus.of(stands);
    if (status.isEmpty() && !stands.isEmpty()) {
      wrong(line, STATUS, Problem.NO_STATUS, stands);
    }
    LocalDate from = day(line, "valid_from");
    LocalDate to = day(line, "valid_to");
    Optional<Company.Fee> fee = fee(line);
    if (mistakes.size() > before || status.isEmpty()) {
      return;
    }
    Company company =
        new Company(
            licence,
            name,
            status.get(),
            from,
            to,
            get(line, "address"),
            get(line, "contact"),
            get(line, "website"),
            List.of());
    Draft draft =
        companies.computeIfAbsent(
            Folded.text(licence), key -> new Draft(company, new ArrayList<>()));
    if (!draft.first().name().equals(company.name())) {
      wrong(line, NAME, Problem.DIFFERS, company.name());
    } else if (draft.first().status() != company.status()) {
      wrong(line, STATUS, Problem.DIFFERS, stands);
    } else if (fee.isPresent()) {
      if (draft.fees().contains(fee.get())) {
        wrong(line, "market", Problem.TWICE, fee.get().market());
      }
      draft.fees().add(fee.get());
    } else if (draft.first() != company) {
      wrong(line, LICENCE, Problem.TWICE, licence);
    }
  }

  private Optional<Company.Fee> fee(Line line) {
    String market = get(line, "market");
    String job = get(line, "job");
    String typed = get(line, "fee");
    String note = get(line, "note");
    BigDecimal number = line.numbers().get(columns.getOrDefault("fee", -1));
    BigDecimal amount =
        number != null ? amount(line, number) : typed.isEmpty() ? null : amount(line, typed);
    String currency = get(line, "currency").toUpperCase(Locale.ROOT);
    if (!currency.isEmpty() && !currency.matches("[A-Z]{3}")) {
      wrong(line, "currency", Problem.NO_CURRENCY, currency);
    }
    if (market.isEmpty() && typed.isEmpty()) {
      return Optional.empty();
    }
    if (market.isEmpty()) {
      wrong(line, "market", Problem.MISSING, "");
    }
    return Optional.of(
        new Company.Fee(market, job, amount, currency.isEmpty() ? "VND" : currency, note));
  }

  /** A number of a sheet: what is left over by its arithmetic is no part of it. */
  private @Nullable BigDecimal amount(Line line, BigDecimal number) {
    BigDecimal amount = number.setScale(2, RoundingMode.HALF_UP);
    if (amount.signum() >= 0
        && amount.compareTo(MOST_FEE) <= 0
        && amount.subtract(number).abs().compareTo(LEFT_OVER) < 0) {
      BigDecimal bare = amount.stripTrailingZeros();
      return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
    wrong(line, "fee", Problem.NO_AMOUNT, number.toPlainString());
    return null;
  }

  /** {@code 27.000.000}, {@code 27,000,000}, {@code 3600.50}, {@code 3.600,50}. */
  private @Nullable BigDecimal amount(Line line, String typed) {
    String bare = typed.replace(" ", "").replace("đ", "").replace("₫", "");
    if (bare.matches("\\d{1,3}([.,]\\d{3})+")) {
      bare = bare.replaceAll("[.,]", "");
    } else if (bare.matches("\\d{1,3}(\\.\\d{3})+,\\d{1,2}")) {
      bare = bare.replace(".", "");
    } else if (bare.matches("\\d{1,3}(,\\d{3})+\\.\\d{1,2}")) {
      bare = bare.replace(",", "");
    }
    if (bare.matches("\\d{1,13}([.,]\\d{1,2})?")) {
      BigDecimal amount = new BigDecimal(bare.replace(',', '.'));
      if (amount.compareTo(MOST_FEE) <= 0) {
        return amount;
      }
    }
    wrong(line, "fee", Problem.NO_AMOUNT, typed);
    return null;
  }

  /** Whether it may be a day of a list at all. */
  static boolean plausible(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR;
  }

  private @Nullable LocalDate day(Line line, String column) {
    String typed = get(line, column);
    if (typed.isEmpty()) {
      return null;
    }
    try {
      LocalDate day = typed.contains("/") ? LocalDate.parse(typed, TYPED) : LocalDate.parse(typed);
      if (plausible(day)) {
        return day;
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    wrong(line, column, Problem.NO_DAY, typed);
    return null;
  }

  private String need(Line line, String column) {
    String value = get(line, column);
    if (value.isEmpty()) {
      wrong(line, column, Problem.MISSING, "");
    }
    return value;
  }

  private String get(Line line, String column) {
    Integer at = columns.get(column);
    String value = at == null || at >= line.fields().size() ? "" : line.fields().get(at);
    String bare = value.replaceAll("\\s+", " ").strip();
    if (bare.length() > LONGEST) {
      wrong(line, column, Problem.TOO_LONG, bare);
      return "";
    }
    return bare;
  }

  private void wrong(Line line, String column, Problem problem, String value) {
    mistakes.add(new OfferMistake(line.number(), shown(column), problem, shown(value)));
  }

  private static String shown(String value) {
    return value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
  }
}
