package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One administrative unit as it stood during one period of time.
 *
 * @param id internal identity; official codes were reused in 2025 and identify nothing by
 *     themselves
 * @param code official code (GSO), unique within a level on any one day
 * @param kind the word of law: Xã, Phường, Thị trấn, Đặc khu, Huyện, Quận, Thị xã, Thành phố, Tỉnh
 *     …
 * @param name without the kind: {@code Bình Trung}
 * @param fullName with the kind: {@code Xã Bình Trung}
 * @param parentId the unit above on the day it began, null for a province
 * @param validFrom first day, Asia/Ho_Chi_Minh
 * @param validTo the first day on which it is no more; null while it stands
 */
public record Unit(
    long id,
    String code,
    UnitLevel level,
    String kind,
    String name,
    String fullName,
    @Nullable Long parentId,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  /** Whether the unit stands on that day. */
  public boolean standsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** {@code 23538/2025-07-01}: the reference used in agency ids and in the API. */
  public String ref() {
    return code + "/" + validFrom;
  }
}
