package vn.tinbao.server.campaign;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it stands.
 *
 * @param code eight small letters and digits: its own public path is {@code /c/<code>}
 * @param agencyId the responsible agency
 * @param version rises with every change; what is sent back to be stored names the one it began
 *     from
 * @param submittedBy who laid it before the second person last
 * @param approvedBy the second person; null until then, and again while it is rewritten
 * @param sendAt from when it goes out
 */
public record Campaign(
    UUID id,
    String code,
    String agencyId,
    CampaignPlan plan,
    @Nullable UUID copiedFrom,
    CampaignState state,
    int version,
    UUID madeBy,
    Instant madeAt,
    @Nullable UUID submittedBy,
    @Nullable UUID approvedBy,
    @Nullable Instant sendAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  /** Its own public path. */
  public String path() {
    return "/c/" + code;
  }
}
