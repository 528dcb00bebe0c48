package vn.tinbao.server.vault;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;

/**
 * Gives every record of a person (victim, or person being identified) a data key of its own
 * (AES-256-GCM), wrapped by the master key and bound to the record's id.
 */
@Singleton
public class PersonVault {
  private final DataKeys dataKeys;

  PersonVault(VaultKeys keys, JdbcOperations jdbc, Clock clock) {
    this.dataKeys = new DataKeys("victim", keys, jdbc, clock);
  }

  /** A fresh key; {@link PersonKey#wrapped()} is what the table {@code victim_key} keeps. */
  public PersonKey newKey(UUID victimId) {
    return new PersonKey(dataKeys.newKey(victimId));
  }

  /**
   * The key of a record from its wrapped form.
   *
   * @throws SealBrokenException when it is another record's, changed, or the master key is another
   */
  public PersonKey open(UUID victimId, byte[] wrapped) {
    return new PersonKey(dataKeys.open(victimId, wrapped));
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
    return dataKeys.destroy(victimId);
  }
}
