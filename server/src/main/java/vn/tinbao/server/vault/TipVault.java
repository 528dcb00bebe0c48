package vn.tinbao.server.vault;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.UUID;

/**
 * Gives every tip a data key of its own (AES-256-GCM), wrapped by the master key and bound to the
 * tip's id.
 */
@Singleton
public class TipVault {
  private static final String IDENTITY = "tip_identity.sealed";

  private final VaultKeys keys;
  private final DataKeys dataKeys;
  private final Clock clock;

  TipVault(VaultKeys keys, JdbcOperations jdbc, Clock clock) {
    this.keys = keys;
    this.dataKeys = new DataKeys("tip", keys, jdbc, clock);
    this.clock = clock;
  }

  /** A fresh key for a tip; {@link TipKey#wrapped()} is what the table {@code tip_key} keeps. */
  public TipKey newKey(UUID tipId) {
    return dataKeys.newKey(tipId);
  }

  /**
   * The key of a tip from its wrapped form.
   *
   * @throws SealBrokenException when it is another tip's, changed, or the master key is another
   */
  public TipKey open(UUID tipId, byte[] wrapped) {
    return dataKeys.open(tipId, wrapped);
  }

  /**
   * Deletes a tip for good by destroying its key: nothing that was sealed under it opens any more,
   * the identity included, wherever a copy of the sealed rows lies. In the caller's transaction. A
   * key backup written before still has the key until the next one replaces it ({@code ./tinbao
   * backup}).
   *
   * @return false when the key was gone already
   */
  @Transactional
  public boolean destroy(UUID tipId) {
    return dataKeys.destroy(tipId);
  }

  /**
   * Seals what says who the reporter is: under the tip's own key, so that it goes with the tip, and
   * around that under the identity key, which staff rights never reach.
   */
  public byte[] sealIdentity(TipKey key, String json) {
    UUID tipId = key.tipId();
    try {
      return keys.identity().encrypt(key.seal(json, IDENTITY, tipId), identityBinding(tipId));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot seal", e);
    }
  }

  /**
   * Opens what {@link #sealIdentity} made.
   *
   * @throws SealBrokenException when it is another tip's, changed, or one of both keys is gone
   */
  String openIdentity(TipKey key, byte[] sealed) {
    UUID tipId = key.tipId();
    try {
      return key.open(keys.identity().decrypt(sealed, identityBinding(tipId)), IDENTITY, tipId);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(IDENTITY + " of " + tipId, e);
    }
  }

  /**
   * Opens an identity for whom a custodian granted it. Nobody outside of this room can open one
   * otherwise.
   *
   * @param grant made by {@link IdentityGrants} in the same transaction
   * @throws IllegalArgumentException when the grant is for another tip
   * @throws IllegalStateException when it has expired
   * @throws SealBrokenException when the sealed identity is another tip's or changed
   */
  public String openIdentity(IdentityGrant grant, TipKey key, byte[] sealed) {
    if (!grant.tipId().equals(key.tipId())) {
      throw new IllegalArgumentException("A grant for another tip");
    }
    if (!grant.expiresAt().isAfter(clock.instant())) {
      throw new IllegalStateException("The grant has expired");
    }
    return openIdentity(key, sealed);
  }

  /** What a sealed identity is bound to: the same as the tip's key. */
  private byte[] identityBinding(UUID tipId) {
    return dataKeys.binding(tipId);
  }
}
