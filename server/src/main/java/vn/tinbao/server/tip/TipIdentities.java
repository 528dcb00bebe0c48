package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.IdentityGrant;
import vn.tinbao.server.vault.TipKey;
import vn.tinbao.server.vault.TipVault;

/** Who reporters said they are: opened for those who hold a custodian's grant, and for no other. */
@Singleton
public class TipIdentities {
  private final JdbcOperations jdbc;
  private final TipVault vault;
  private final TipJson json;

  TipIdentities(JdbcOperations jdbc, TipVault vault, TipJson json) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.json = json;
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

  @SuppressWarnings("ArrayRecordComponent")
  private record Sealed(byte[] identity, byte[] wrapped) {}

  /** Whether the reporter of this tip said who they are. */
  public boolean given(UUID tipId) {
    return sealed(tipId).isPresent();
  }

  /** Opens it; in the transaction that made the grant and that writes the audit row. */
  public Optional<Identity> open(IdentityGrant grant) {
    Optional<Sealed> found = sealed(grant.tipId());
    if (found.isEmpty()) {
      return Optional.empty();
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
