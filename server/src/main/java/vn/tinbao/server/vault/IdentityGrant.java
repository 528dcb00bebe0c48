package vn.tinbao.server.vault;

import java.time.Instant;
import java.util.UUID;

/**
 * Proof that one person may read one reporter's identity now. Only {@link IdentityGrants} makes
 * them, from a custodian's decision: without a decision there is nothing to open an identity with.
 */
public final class IdentityGrant {
  private final UUID requestId;
  private final UUID tipId;
  private final UUID staffId;
  private final Instant expiresAt;

  IdentityGrant(UUID requestId, UUID tipId, UUID staffId, Instant expiresAt) {
    this.requestId = requestId;
    this.tipId = tipId;
    this.staffId = staffId;
    this.expiresAt = expiresAt;
  }

  /** The request that was granted. */
  public UUID requestId() {
    return requestId;
  }

  public UUID tipId() {
    return tipId;
  }

  /** Whom it was granted to. */
  public UUID staffId() {
    return staffId;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "IdentityGrant[" + requestId + "]";
  }
}
