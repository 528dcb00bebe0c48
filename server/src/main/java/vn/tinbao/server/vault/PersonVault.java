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
 * Gives every record of a person (victim, or person being identified) a data key of its own
 * (AES-256-GCM), wrapped by the master key and bound to the record's id.
 */
@Singleton
public class PersonVault {
  static final String PREFIX = "victim:";
  private static final int KEY_BYTES = 32;

  private final VaultKeys keys;
  private final JdbcOperations jdbc;
  private final Clock clock;

  PersonVault(VaultKeys keys, JdbcOperations jdbc, Clock clock) {
    this.keys = keys;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A fresh key; {@link PersonKey#wrapped()} is what the table {@code victim_key} keeps. */
  public PersonKey newKey(UUID victimId) {
    byte[] key = Random.randBytes(KEY_BYTES);
    try {
      return new PersonKey(
          new TipKey(victimId, new AesGcmJce(key), keys.master().encrypt(key, binding(victimId))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * The key of a record from its wrapped form.
   *
   * @throws SealBrokenException when it is another record's, changed, or the master key is another
   */
  public PersonKey open(UUID victimId, byte[] wrapped) {
    try {
      return new PersonKey(
          new TipKey(
              victimId, new AesGcmJce(keys.master().decrypt(wrapped, binding(victimId))), wrapped));
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException("victim_key of " + victimId, e);
    }
  }

  /**
   * Deletes a record for good by destroying its key: nothing sealed under it opens any more,
   * wherever a copy of the rows lies. In the caller's transaction. A key backup written before
   * still has the key until the next one replaces it.
   *
   * @return false when the key was gone already
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean destroy(UUID victimId) {
    boolean gone =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.victim_key WHERE victim_id = ?",
            delete -> {
              delete.setObject(1, victimId);
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

  private static byte[] binding(UUID victimId) {
    return (PREFIX + victimId).getBytes(StandardCharsets.UTF_8);
  }
}
