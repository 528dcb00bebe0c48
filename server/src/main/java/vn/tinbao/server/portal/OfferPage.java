package vn.tinbao.server.portal;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.offers.Company;
import vn.tinbao.server.offers.LicenceStatus;
import vn.tinbao.server.offers.OfferAnswer;
import vn.tinbao.server.offers.OfferList;

/**
 * The question whether an offer is real.
 *
 * @param asked as it was typed; empty when nothing was
 * @param answer null when nothing was asked
 * @param list the newest; null when there is none
 */
public record OfferPage(
    String asked, @Nullable OfferAnswer answer, @Nullable OfferList list, LocalDate today) {

  /** Those found; none when nothing was asked. */
  public List<OfferAnswer.Hit> hits() {
    return answer == null ? List.of() : answer.hits();
  }

  /** Whether the licence is good today, as far as the list knows. */
  public boolean good(Company company) {
    return company.status() == LicenceStatus.ACTIVE && !ended(company);
  }

  /** Whether its last day is over. */
  public boolean ended(Company company) {
    LocalDate last = company.validTo();
    return last != null && last.isBefore(today);
  }

  /** {@code 27.000.000} or {@code 27,000,000}. */
  public static String amount(BigDecimal amount, Locale locale) {
    boolean english = locale.getLanguage().equals("en");
    DecimalFormatSymbols signs = new DecimalFormatSymbols(Locale.ROOT);
    signs.setGroupingSeparator(english ? ',' : '.');
    signs.setDecimalSeparator(english ? '.' : ',');
    return new DecimalFormat("#,##0.##", signs).format(amount);
  }
}
