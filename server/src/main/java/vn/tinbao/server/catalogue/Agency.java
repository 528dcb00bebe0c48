package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agency during one period of time.
 *
 * @param id {@code <key>@<unit code>/<unit valid from>}, e.g. {@code ca_xa@23538/2025-07-01}
 * @param key kind of agency in the founding plans' common list, e.g. {@code ca_xa}
 * @param name public Vietnamese name, fit for a letter: {@code Công an xã Ia Tơi}
 * @param unitId the unit whose agency it is
 * @param territory units it is competent for, descendants included; never empty
 * @param standing whether it is the standing agency (cơ quan thường trực) of its unit's committee
 *     138
 * @param mayResolve whether it may itself resolve a crime report (BLTTHS art. 145.3); others
 *     forward
 * @param parentId agency above, for escalation
 * @param phone public contact number, null when none is recorded
 * @param source where this was read
 * @param derived nobody recorded it: it follows from the templates for its unit and day
 */
public record Agency(
    String id,
    String key,
    AgencyFunction function,
    AgencyLevel level,
    String name,
    long unitId,
    Set<Long> territory,
    boolean standing,
    boolean mayResolve,
    @Nullable String parentId,
    @Nullable String phone,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    String source,
    boolean derived) {

  /** An agency that somebody recorded. */
  public Agency(
      String id,
      String key,
      AgencyFunction function,
      AgencyLevel level,
      String name,
      long unitId,
      Set<Long> territory,
      boolean standing,
      boolean mayResolve,
      @Nullable String parentId,
      @Nullable String phone,
      LocalDate validFrom,
      @Nullable LocalDate validTo,
      String source) {
    this(
        id,
        key,
        function,
        level,
        name,
        unitId,
        territory,
        standing,
        mayResolve,
        parentId,
        phone,
        validFrom,
        validTo,
        source,
        false);
  }

  /** Whether the agency stands on that day. */
  public boolean standsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** The same agency with another number. */
  Agency withPhone(@Nullable String number) {
    return new Agency(
        id,
        key,
        function,
        level,
        name,
        unitId,
        territory,
        standing,
        mayResolve,
        parentId,
        number,
        validFrom,
        validTo,
        source,
        derived);
  }

  /** The same agency below another one. */
  Agency withParent(@Nullable String above) {
    return new Agency(
        id,
        key,
        function,
        level,
        name,
        unitId,
        territory,
        standing,
        mayResolve,
        above,
        phone,
        validFrom,
        validTo,
        source,
        derived);
  }

  /** The same agency, competent for these units. */
  Agency withTerritory(Set<Long> units) {
    return new Agency(
        id,
        key,
        function,
        level,
        name,
        unitId,
        Set.copyOf(units),
        standing,
        mayResolve,
        parentId,
        phone,
        validFrom,
        validTo,
        source,
        derived);
  }
}
