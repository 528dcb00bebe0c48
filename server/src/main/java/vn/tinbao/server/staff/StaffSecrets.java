package vn.tinbao.server.staff;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under the master key. */
@Factory
final class StaffSecrets {

  @Singleton
  @Named("second-factor")
  SealedColumn secondFactor() {
    return new SealedColumn("master", "tinbao.staff_account", "id", "totp_secret", "id", "totp:");
  }
}
