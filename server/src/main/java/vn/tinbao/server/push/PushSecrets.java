package vn.tinbao.server.push;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import vn.tinbao.server.vault.SealedColumn;

/** What this room keeps sealed straight under a key of the house. */
@Factory
final class PushSecrets {

  @Singleton
  @Named("push-token")
  SealedColumn token() {
    return new SealedColumn(
        "master", "tinbao.push_device", "session_id", "token", "session_id", "push-token:");
  }

  @Singleton
  @Named("push-phone")
  SealedColumn phone() {
    return new SealedColumn(
        "phone", "tinbao.push_phone", "account_id", "phone_cipher", "phone_hash", "");
  }
}
