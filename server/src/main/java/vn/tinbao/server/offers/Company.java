package vn.tinbao.server.offers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A company on the list.
 *
 * @param licence number of its licence
 * @param validFrom null when the list does not say; so are the other texts empty
 * @param validTo last day
 * @param contact as the list gives it to the public
 */
public record Company(
    String licence,
    String name,
    LicenceStatus status,
    @Nullable LocalDate validFrom,
    @Nullable LocalDate validTo,
    String address,
    String contact,
    String website,
    List<Fee> fees) {

  public Company {
    fees = List.copyOf(fees);
  }

  /** Whether its licence is good on a day, as far as the list knows. */
  public boolean goodOn(LocalDate day) {
    return status == LicenceStatus.ACTIVE && !endedOn(day);
  }

  /** Whether its last day is over. */
  public boolean endedOn(LocalDate day) {
    return validTo != null && validTo.isBefore(day);
  }

  /**
   * The most it may take from a worker, as the list says.
   *
   * @param market country
   * @param job empty: all
   * @param amount null when the list gives none
   * @param currency ISO 4217
   */
  public record Fee(
      String market, String job, @Nullable BigDecimal amount, String currency, String note) {}
}
