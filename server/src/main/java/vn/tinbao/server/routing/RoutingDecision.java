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
 */
@Serdeable
public record RoutingDecision(
    String leadAgencyId,
    List<String> supportingAgencyIds,
    @Nullable String ruleId,
    boolean fallback,
    @Nullable Long unitId,
    List<String> reasons,
    long catalogueVersion) {}
