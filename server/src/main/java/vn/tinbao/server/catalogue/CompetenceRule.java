package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dated rule: for which tips which function leads and which support. Law is data, not an if.
 *
 * @param id stable key, e.g. {@code crime.border.cross-border}
 * @param procedure CRIME_REPORT, BORDER, VICTIM_SUPPORT, CHILD_IN_DANGER, ADVICE, FORWARD
 * @param categories category codes it is for; empty for all
 * @param minUrgency lowest urgency it is for, 1–5
 * @param crossBorder true: only when a crossing or a foreign destination is recognised; null:
 *     either
 * @param unitLevel the smallest known unit's level it is for; null: any
 * @param lead wanted lead, tried in order; the first that resolves to an agency wins
 * @param supporting wanted supporting agencies, those that resolve are taken
 * @param priority higher first; equal priority: the more specific first, then by id
 * @param plan founding plan it comes from, null for general law
 * @param unitIds only for places within these units; empty for the whole country
 * @param receivers FORWARD only: agencies that must hand on what they receive; else empty
 * @param reason sentence in plain Vietnamese, shown to staff
 * @param basis article of law or plan and line
 */
public record CompetenceRule(
    String id,
    String procedure,
    Set<String> categories,
    int minUrgency,
    @Nullable Boolean crossBorder,
    @Nullable UnitLevel unitLevel,
    List<Wanted> lead,
    List<Wanted> supporting,
    int priority,
    @Nullable String plan,
    Set<Long> unitIds,
    List<Wanted> receivers,
    String reason,
    String basis,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  /** Whether the rule holds on that day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
  }

  /** A rule of any procedure but FORWARD. */
  public CompetenceRule(
      String id,
      String procedure,
      Set<String> categories,
      int minUrgency,
      @Nullable Boolean crossBorder,
      @Nullable UnitLevel unitLevel,
      List<Wanted> lead,
      List<Wanted> supporting,
      int priority,
      @Nullable String plan,
      Set<Long> unitIds,
      String reason,
      String basis,
      LocalDate validFrom,
      @Nullable LocalDate validTo) {
    this(
        id,
        procedure,
        categories,
        minUrgency,
        crossBorder,
        unitLevel,
        lead,
        supporting,
        priority,
        plan,
        unitIds,
        List.of(),
        reason,
        basis,
        validFrom,
        validTo);
  }

  /**
   * An agency wanted by function and level, or by its key.
   *
   * @param key agency key such as {@code don_bp}; null when any of the function will do
   */
  public record Wanted(AgencyFunction function, AgencyLevel level, @Nullable String key) {

    /** Whether the agency is such a one. */
    public boolean matches(Agency agency) {
      return agency.function() == function
          && agency.level() == level
          && (key == null || key.equals(agency.key()));
    }
  }
}
