package vn.tinbao.server.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/**
 * A wish to know who a reporter is, and what became of it. Its reasons are not here: they are
 * sealed.
 *
 * @param agencyId the asker's, which led the tip
 * @param custodianAgencyId whose custodian decides
 * @param expiresAt until when a granted one opens
 */
public record IdentityRequest(
    UUID id,
    UUID tipId,
    UUID askedBy,
    String agencyId,
    String custodianAgencyId,
    Instant askedAt,
    State state,
    @Nullable UUID decidedBy,
    @Nullable Instant decidedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant endedAt) {

  /** Where it stands. An expired one is still GRANTED: see {@link #opensAt}. */
  public enum State {
    PENDING,
    GRANTED,
    DENIED,
    WITHDRAWN,
    REVOKED
  }

  static final String COLUMNS =
      "id, tip_id, asked_by, agency_id, custodian_agency_id, asked_at, state, decided_by,"
          + " decided_at, expires_at, ended_at";

  static IdentityRequest read(ResultSet row) throws SQLException {
    return new IdentityRequest(
        row.getObject("id", UUID.class),
        row.getObject("tip_id", UUID.class),
        row.getObject("asked_by", UUID.class),
        row.getString("agency_id"),
        row.getString("custodian_agency_id"),
        Objects.requireNonNull(SqlTime.read(row, "asked_at")),
        State.valueOf(row.getString("state")),
        row.getObject("decided_by", UUID.class),
        SqlTime.read(row, "decided_at"),
        SqlTime.read(row, "expires_at"),
        SqlTime.read(row, "ended_at"));
  }

  /** Whether it opens the identity at that time. */
  public boolean opensAt(Instant now) {
    return state == State.GRANTED && expiresAt != null && expiresAt.isAfter(now);
  }

  /** {@code PENDING}, {@code OPEN}, {@code EXPIRED}, {@code DENIED}…: for the words of pages. */
  public String standing(Instant now) {
    return state == State.GRANTED ? (opensAt(now) ? "OPEN" : "EXPIRED") : state.name();
  }
}
