package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.IdentityGrant;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;
import vn.tinbao.sms.db.SqlTime;

/** Who reporters said they are: opened for those who hold a custodian's grant, and for no other. */
@Singleton
public class TipIdentities {
  private final JdbcOperations jdbc;
  private final TipRows rows;
  private final TipVault vault;
  private final TipJson json;
  private final Clock clock;

  TipIdentities(JdbcOperations jdbc, TipRows rows, TipVault vault, TipJson json, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.vault = vault;
    this.json = json;
    this.clock = clock;
  }

  /** What the reporter wrote; each may be null. */
  @Serdeable
  public record Identity(
      @Nullable String name, @Nullable String phone, @Nullable String safeContact) {

    @Override
    public String toString() {
      return "Identity[…]";
    }
  }

  /** What the desk noted of who the reporter is, for the register; each may be null. */
  @Serdeable
  public record Noted(
      @Nullable String name,
      @Nullable String address,
      @Nullable String phone,
      @Nullable String idNumber,
      @Nullable String idIssuedOn,
      @Nullable String idIssuedAt) {

    private Noted over(Noted older) {
      return new Noted(
          name == null ? older.name : name,
          address == null ? older.address : address,
          phone == null ? older.phone : phone,
          idNumber == null ? older.idNumber : idNumber,
          idIssuedOn == null ? older.idIssuedOn : idIssuedOn,
          idIssuedAt == null ? older.idIssuedAt : idIssuedAt);
    }

    @Override
    public String toString() {
      return "Noted[…]";
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Sealed(byte[] identity, byte[] wrapped) {}

  /** Whether the reporter of this tip said who they are. */
  public boolean given(UUID tipId) {
    return rows.identityGiven(tipId);
  }

  /**
   * Keeps what the desk noted, sealed like what the reporter wrote. In the caller's transaction,
   * which has checked who asks.
   *
   * @param id what is noted under the same id twice is noted once
   */
  public void note(UUID tipId, UUID id, Noted noted) {
    TipKey key = vault.open(tipId, rows.byId(tipId).orElseThrow().wrapped());
    byte[] sealed = vault.sealIdentity(key, json.write(noted));
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.tip_identity_noted (id, tip_id, sealed, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setObject(2, tipId);
          insert.setBytes(3, sealed);
          insert.setObject(4, SqlTime.of(SqlTime.now(clock)));
          return insert.executeUpdate();
        });
  }

  /**
   * Opens what the desk noted, the newest word on each thing; in the transaction that made the
   * grant and that writes the audit row.
   */
  public Optional<Noted> openNoted(IdentityGrant grant) {
    UUID tipId = grant.tipId();
    TipKey key = vault.open(tipId, rows.byId(tipId).orElseThrow().wrapped());
    return jdbc.prepareStatement(
        // tip_identity_noted_of_tip
        "SELECT sealed FROM tinbao.tip_identity_noted WHERE tip_id = ? ORDER BY at, id",
        select -> {
          select.setObject(1, tipId);
          Noted all = null;
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Noted newer = json.read(vault.openIdentity(grant, key, row.getBytes(1)), Noted.class);
              all = all == null ? newer : newer.over(all);
            }
          }
          return Optional.ofNullable(all);
        });
  }

  /** Opens it; in the transaction that made the grant and that writes the audit row. */
  public Optional<Identity> open(IdentityGrant grant) {
    Optional<Sealed> found = sealed(grant.tipId());
    if (found.isEmpty()) {
      return rows.identityGiven(grant.tipId())
          ? Optional.of(new Identity(null, null, null))
          : Optional.empty();
    }
    TipKey key = vault.open(grant.tipId(), found.get().wrapped());
    String text = vault.openIdentity(grant, key, found.get().identity());
    return Optional.of(json.read(text, Identity.class));
  }

  private Optional<Sealed> sealed(UUID tipId) {
    return jdbc.prepareStatement(
        // Two primary keys.
        """
        SELECT i.sealed, k.wrapped FROM tinbao.tip_identity i
        JOIN tinbao.tip_key k ON k.tip_id = i.tip_id WHERE i.tip_id = ?
        """,
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(new Sealed(row.getBytes("sealed"), row.getBytes("wrapped")))
                : Optional.empty();
          }
        });
  }
}
