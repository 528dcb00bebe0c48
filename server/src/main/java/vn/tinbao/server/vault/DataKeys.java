package vn.tinbao.server.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/**
 * Data keys (AES-256-GCM), each wrapped by the master key and bound to the id of what it is for.
 * Those of {@code tip} lie in {@code tip_key}, by {@code tip_id}.
 */
final class DataKeys {
  private static final int KEY_BYTES = 32;

  private final String kind;
  private final VaultKeys keys;
  private final JdbcOperations jdbc;
  private final Clock clock;

  DataKeys(String kind, VaultKeys keys, JdbcOperations jdbc, Clock clock) {
    this.kind = kind;
    this.keys = keys;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A fresh key. */
  TipKey newKey(UUID id) {
    byte[] key = Random.randBytes(KEY_BYTES);
    try {
      return new TipKey(id, new AesGcmJce(key), keys.master().encrypt(key, binding(id)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The vault cannot make a key", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * A key from its wrapped form.
   *
   * @throws SealBrokenException when it is another one's, changed, or the master key is another
   */
  TipKey open(UUID id, byte[] wrapped) {
    try {
      return new TipKey(id, new AesGcmJce(keys.master().decrypt(wrapped, binding(id))), wrapped);
    } catch (GeneralSecurityException e) {
      throw new SealBrokenException(kind + "_key of " + id, e);
    }
  }

  /**
   * Deletes a key and notes the moment, not whose it was. In the caller's transaction.
   *
   * @return false when the key was gone already
   */
  boolean destroy(UUID id) {
    boolean gone =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.%1$s_key WHERE %1$s_id = ?".formatted(kind),
            delete -> {
              delete.setObject(1, id);
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

  /** What a wrapped key is bound to. */
  byte[] binding(UUID id) {
    return (kind + ":" + id).getBytes(StandardCharsets.UTF_8);
  }
}
