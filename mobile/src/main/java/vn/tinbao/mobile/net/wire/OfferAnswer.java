package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the newest list of companies that may send workers abroad says about a name.
 *
 * @param verdict LISTED, SIMILAR, NOT_LISTED, NO_LIST, TOO_SHORT or what a later server adds
 * @param asOf the day whose state the list gives; null without a list
 * @param source who published it
 * @param sample the list is invented, to try things out
 * @param more there are more than these
 */
@Json
public record OfferAnswer(
    String verdict,
    @Nullable String asOf,
    @Nullable String source,
    boolean sample,
    List<Company> companies,
    boolean more) {
  /** A server that leaves out what is empty means that it is empty. */
  public OfferAnswer {
    companies = companies == null ? List.of() : companies;
  }

  /**
   * A company.
   *
   * @param status ACTIVE, SUSPENDED, REVOKED or RETURNED, as the list says
   * @param valid whether the licence is good today; null from a server that does not say
   * @param similar only its name is like what was typed
   */
  @Json
  public record Company(
      String name,
      String licence,
      String status,
      @Nullable Boolean valid,
      @Nullable String validTo,
      @Nullable String address,
      @Nullable String contact,
      boolean similar,
      List<Fee> fees) {
    /** A server that leaves out what is empty means that it is empty. */
    public Company {
      fees = fees == null ? List.of() : fees;
    }

    /** Whether the licence may be called good. */
    public boolean good() {
      return status.equals("ACTIVE") && !Boolean.FALSE.equals(valid);
    }
  }

  /**
   * The most it may take.
   *
   * @param amount null when the list does not say
   */
  @Json
  public record Fee(
      @Nullable String market,
      @Nullable String job,
      @Nullable BigDecimal amount,
      @Nullable String currency) {}
}
