package vn.tinbao.server.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/**
 * Gives every tip a data key of its own (AES-256-GCM), wrapped by the master key and bound to the
 * tip's id.
 */
@Singleton
public class TipVault {
  private static final int KEY_BYTES = 32;

  private static final String IDENTITY = "tip_identity.sealed";

  private final VaultKeys keys;
  private final JdbcOperations jdbc;
  private final Clock clock;

  TipVault(VaultKeys keys, JdbcOperations jdbc, Clock clock) {
    this.keys = keys;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A fresh key for a tip; {@link TipKey#wrapped()} is what the table {@code tip_key} keeps. */
  public TipKey newKey(UUID tipId) {
    byte[] key = Random.randBytes(KEY_BYTES);
    try {
      return new TipKey(tipId, new AesGcmJce(key), keys.master().encrypt(key, binding(tipId)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The key of a tip from its wrapped form.
   *
   * @throws SealBrokenException when it is another tip's, changed, or the master key is another
   */
  public TipKey open(UUID tipId, byte[] wrapped) {
    try {
      return new TipKey(
          tipId, new AesGcmJce(keys.master().decrypt(wrapped, binding(tipId))), wrapped);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException("tip_key of " + tipId, e);
    }
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
    boolean gone =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.tip_key WHERE tip_id = ?",
            delete -> {
              delete.setObject(1, tipId);
              return delete.executeUpdate() == 1;
            });
    if (gone) {
      jdbc.prepareStatement(
          "INSERT INTO tinbao.tip_key_gone (at) VALUES (?)",
          insert -> {
            insert.setObject(1, SqlTime.of(SqlTime.now(clock)));
            return insert.executeUpdate();
          });
    }
    return gone;
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

  /** What a sealed identity is bound to. */
  static byte[] identityBinding(UUID tipId) {
    return binding(tipId);
  }

  /** What a wrapped key is bound to. */
  static byte[] binding(UUID tipId) {
    return ("tip:" + tipId).getBytes(StandardCharsets.UTF_8);
  }
}
