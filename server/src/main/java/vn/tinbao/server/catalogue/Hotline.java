package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number to call, with the time it was valid and where it was read.
 *
 * @param number as dialled, e.g. {@code 111}
 * @param unitId territory, null for the whole country
 * @param purposes keys such as IMMEDIATE_DANGER, TRAFFICKING, CHILD, VICTIM_SUPPORT,
 *     STANDING_OFFICE
 * @param verified false while only remembered: never shown to the public as a default
 */
public record Hotline(
    long id,
    String number,
    String name,
    String owner,
    String hours,
    boolean free,
    List<String> purposes,
    @Nullable Long unitId,
    boolean verified,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    String source) {

  /** Whether the line is to be called on that day. */
  public boolean standsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }
}
