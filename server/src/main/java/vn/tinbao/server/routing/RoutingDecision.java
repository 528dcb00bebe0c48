package vn.tinbao.server.routing;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lead, supporting agencies and the reasons.
 *
 * @param leadAgencyId exactly one, always
 * @param supportingAgencyIds any number, without the lead, in order of need
 * @param ruleId the rule that decided, null when it fell back
 * @param fallback nobody was competent: this is the standing agency of the smallest known unit
 * @param unitId the unit it was decided for, today's; null when no place was known
 * @param reasons whole sentences in plain Vietnamese, most important first; never with words of the
 *     report itself
 * @param catalogueVersion snapshot that decided
 * @param rulesVersion the rules that decided: the same for the same rules, whatever else changed
 * @param profile which deadlines run
 * @param hotlines numbers to tell the reporter, the first one first
 * @param derived whether the lead is an agency that nobody recorded
 */
@Serdeable
public record RoutingDecision(
    String leadAgencyId,
    List<String> supportingAgencyIds,
    @Nullable String ruleId,
    boolean fallback,
    @Nullable Long unitId,
    List<String> reasons,
    long catalogueVersion,
    String rulesVersion,
    DeadlineProfile profile,
    List<Line> hotlines,
    boolean derived) {

  /** Decisions stored before a part was there have none of it. */
  public RoutingDecision {
    rulesVersion = rulesVersion == null ? "" : rulesVersion;
    profile = profile == null ? DeadlineProfile.OTHER_REPORT : profile;
    hotlines = hotlines == null ? List.of() : hotlines;
  }

  /** A number to call. */
  @Serdeable
  public record Line(String number, String name) {}

  /** The same decision for another lead, with nobody beside it. */
  public RoutingDecision onlyFor(String agencyId, boolean leadDerived, List<String> why) {
    return new RoutingDecision(
        agencyId,
        List.of(),
        ruleId,
        fallback,
        unitId,
        List.copyOf(why),
        catalogueVersion,
        rulesVersion,
        profile,
        hotlines,
        leadDerived);
  }
}
