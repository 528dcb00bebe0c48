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

  /** Whether it is on the list, and a licence of those found is good today. */
  public boolean fine() {
    return answer != null
        && answer.verdict() == OfferAnswer.Verdict.LISTED
        && answer.hits().stream().anyMatch(hit -> !hit.like() && good(hit.company()));
  }

  /** What the answer means, as the end of a key. */
  public String advice() {
    if (answer == null) {
      return "";
    }
    return answer.verdict() == OfferAnswer.Verdict.LISTED && !fine()
        ? "NOT_GOOD"
        : answer.verdict().name();
  }

  /** Whether the licence is good today, as far as the list knows. */
  public boolean good(Company company) {
    return company.goodOn(today);
  }

  /** Whether nothing but its last day stands against it, which is over. */
  public boolean ended(Company company) {
    return company.status() == LicenceStatus.ACTIVE && company.endedOn(today);
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
